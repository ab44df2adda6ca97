package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.source.RecordDeserializer;
import io.tideline.connector.datahub.source.split.ShardProgress;
import java.io.IOException;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.util.Collector;

/** Emits what the deserializer makes of a record, with the service's time as timestamp. */
final class TopicRecordEmitter<T> implements RecordEmitter<TopicRecord, T, ShardProgress> {

  private final RecordDeserializer<T> deserializer;
  private final Runnable onFailed;
  private final Out<T> out = new Out<>();

  private static final class Out<T> implements Collector<T> {
    private SourceOutput<T> output;
    private long time;

    @Override
    public void collect(T element) {
      output.collect(element, time);
    }

    @Override
    public void close() {}
  }

  /**
   * @param onFailed told of a record that cannot be read
   */
  TopicRecordEmitter(RecordDeserializer<T> deserializer, Runnable onFailed) {
    this.deserializer = deserializer;
    this.onFailed = onFailed;
  }

  @Override
  public void emitRecord(TopicRecord record, SourceOutput<T> output, ShardProgress progress)
      throws IOException {
    out.output = output;
    out.time = record.systemTime();
    try {
      deserializer.deserialize(record, out);
    } catch (IOException | RuntimeException e) {
      onFailed.run();
      throw new IOException(
          "cannot read record " + record.sequence() + " of shard " + record.shardId(), e);
    }
    progress.emitted(record.sequence(), record.systemTime());
  }
}
