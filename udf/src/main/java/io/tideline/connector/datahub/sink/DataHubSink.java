package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import io.tideline.connector.datahub.client.Shard;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.data.RowData;

/**
 * Writes rows to a topic at least once: a key's rows into one shard, in order, also through a retry
 * and a restart. Each record carries {@code run} and {@code seq} ({@link io.tideline.event.Stamp}),
 * so a reader can tell what was sent twice.
 *
 * <p>Use {@link #addTo}: the sink needs the exchange in front of it that gives each shard one
 * writer.
 */
public final class DataHubSink
    implements Sink<Tuple2<String, RowData>>, SupportsWriterState<Tuple2<String, RowData>, Long> {

  private static final long serialVersionUID = 1L;

  private final DataHubConnection connection;
  private final RecordEncoder encoder;
  private final RowRouting routing;
  private final BatchLimits limits;
  private final RetrySettings retry;

  public DataHubSink(
      DataHubConnection connection,
      RecordEncoder encoder,
      RowRouting routing,
      BatchLimits limits,
      RetrySettings retry) {
    this.connection = connection;
    this.encoder = encoder;
    this.routing = routing;
    this.limits = limits;
    this.retry = retry;
  }

  /**
   * Writes the stream.
   *
   * @param name tells this sink from others of the job, also in its state
   * @param parallelism of the writers; more than there are shards are idle
   */
  public DataStreamSink<?> addTo(DataStream<RowData> rows, String name, int parallelism) {
    TypeInformation<Tuple2<String, RowData>> routed =
        new TupleTypeInfo<>(Types.STRING, rows.getType());
    DataHubClient.Factory clients = SdkDataHubClient::new;
    return rows.process(
            new ShardRouter(connection, clients, retry, routing.key(), routing.broadcast()), routed)
        .uid("datahub-router-" + name)
        .name("shards of " + name)
        .setParallelism(rows.getParallelism())
        .partitionCustom(Shard::ownerOf, record -> record.f0)
        .sinkTo(this)
        .uid("datahub-sink-" + name)
        .name(name)
        .setParallelism(parallelism);
  }

  @Override
  @SuppressWarnings("deprecation") // Sink still declares it; Flink calls the one below.
  public StatefulSinkWriter<Tuple2<String, RowData>, Long> createWriter(InitContext context) {
    throw new UnsupportedOperationException("Flink 1.19 and later pass a WriterInitContext");
  }

  @Override
  public StatefulSinkWriter<Tuple2<String, RowData>, Long> createWriter(WriterInitContext context)
      throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Tuple2<String, RowData>, Long> restoreWriter(
      WriterInitContext context, Collection<Long> runs) throws IOException {
    long run = RunNumber.next(runs, System.currentTimeMillis());
    return DataHubWriter.open(this, context, new SdkDataHubClient(connection), run);
  }

  @Override
  public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
    return new RunNumber();
  }

  RecordEncoder encoder() {
    return encoder;
  }

  BatchLimits limits() {
    return limits;
  }

  RetrySettings retry() {
    return retry;
  }

  /**
   * @throws IOException when the service would refuse the record, naming it, its size and the limit
   */
  void checkSize(RowData row, int bytes) throws IOException {
    for (int i = 0; i < encoder.columns(); i++) {
      if (!row.isNullAt(i) && encoder.size(row, i) > BatchLimits.MAX_VALUE_BYTES) {
        throw new IOException(
            String.format(
                "record (%s): column '%s' has %d bytes, the service takes %d",
                routing.key().describe(row),
                encoder.column(i),
                encoder.size(row, i),
                BatchLimits.MAX_VALUE_BYTES));
      }
    }
    if (bytes > BatchLimits.MAX_REQUEST_BYTES) {
      throw new IOException(
          String.format(
              "record (%s) has %d bytes, the service takes %d",
              routing.key().describe(row), bytes, BatchLimits.MAX_REQUEST_BYTES));
    }
  }
}
