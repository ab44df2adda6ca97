package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.event.Stamp;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows to their shards: one request in flight a shard, several shards at once. Everything but
 * the requests themselves happens in the task's thread; a checkpoint waits until all is
 * acknowledged.
 */
final class DataHubWriter implements StatefulSinkWriter<Tuple2<String, RowData>, Long> {

  private static final Logger LOG = LoggerFactory.getLogger(DataHubWriter.class);
  private static final int SENDERS = 8;

  private final DataHubSink sink;
  private final DataHubClient client;
  private final TopicSchema schema;
  private final RecordEncoder encoder;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService clock;
  private final long run;
  private final String runText;
  private final Map<String, ShardQueue> queues = new HashMap<>();
  private final ExecutorService senders =
      Executors.newFixedThreadPool(SENDERS, new ExecutorThreadFactory("datahub-sender"));
  private final SinkWriterMetricGroup metrics;
  private final Counter retries;
  private long lastSendMillis;

  private DataHubWriter(
      DataHubSink sink,
      WriterInitContext context,
      DataHubClient client,
      TopicSchema schema,
      long run) {
    this.sink = sink;
    this.client = client;
    this.schema = schema;
    this.encoder = sink.encoder();
    this.mailbox = context.getMailboxExecutor();
    this.clock = context.getProcessingTimeService();
    this.run = run;
    this.runText = Long.toString(run);
    this.metrics = context.metricGroup();
    this.retries = metrics.counter("sendRetries");
    metrics.setCurrentSendTimeGauge(() -> lastSendMillis);
  }

  /**
   * Reads the topic's schema, so it blocks.
   *
   * @param run of this start, greater than any before
   */
  static DataHubWriter open(
      DataHubSink sink, WriterInitContext context, DataHubClient client, long run)
      throws IOException {
    TopicSchema schema =
        sink.retry()
            .call(client::schema, fault -> LOG.warn("Will ask again: {}", fault.getMessage()))
            .orElseThrow(() -> new IOException("the topic to write does not exist"));
    sink.encoder().open(schema);
    DataHubWriter writer = new DataHubWriter(sink, context, client, schema, run);
    writer.schedule();
    return writer;
  }

  @Override
  public void write(Tuple2<String, RowData> element, Context context)
      throws IOException, InterruptedException {
    ShardQueue queue = queues.get(element.f0);
    if (queue == null) {
      queue = new ShardQueue(element.f0, sink.limits());
      queues.put(element.f0, queue);
    }
    RowData row = element.f1;
    int bytes = encoder.size(row);
    if (bytes > BatchLimits.MAX_VALUE_BYTES) {
      sink.checkSize(row, bytes);
    }
    Map<String, String> attributes = stamp(encoder.attributes(row), queue.takeSeq());
    queue.add(
        schema.isBlob()
            ? OutgoingRecord.blob(encoder.blob(row), attributes)
            : OutgoingRecord.tuple(encoder.fields(row), attributes),
        bytes);
    send(queue);
    while (queue.isFull()) {
      mailbox.yield();
    }
  }

  private Map<String, String> stamp(Map<String, String> attributes, long seq) {
    if (attributes.isEmpty()) {
      return Map.of(Stamp.RUN, runText, Stamp.SEQ, Long.toString(seq));
    }
    attributes.put(Stamp.RUN, runText);
    attributes.put(Stamp.SEQ, Long.toString(seq));
    return attributes;
  }

  private void send(ShardQueue queue) {
    ShardQueue.Batch batch = queue.take();
    if (batch != null) {
      senders.execute(() -> request(queue, batch));
    }
  }

  /** In a sender's thread. */
  private void request(ShardQueue queue, ShardQueue.Batch batch) {
    long start = System.nanoTime();
    try {
      sink.retry()
          .call(
              () -> {
                client.put(queue.shardId(), schema, batch.records);
                return null;
              },
              fault -> {
                LOG.warn("Will send again: {}", fault.getMessage());
                report(retries::inc);
              });
      long millis = (System.nanoTime() - start) / 1_000_000;
      report(() -> acknowledged(queue, batch, millis));
    } catch (IOException | RuntimeException fault) {
      report(
          () -> {
            metrics.getNumRecordsSendErrorsCounter().inc(batch.records.size());
            throw new IOException(
                "records could not be sent to shard "
                    + queue.shardId()
                    + "; the task restarts from its last checkpoint",
                fault);
          });
    }
  }

  private void report(org.apache.flink.util.function.ThrowingRunnable<? extends Exception> what) {
    try {
      mailbox.execute(what, "result of a request to DataHub");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task has ended before a request to DataHub", e);
    }
  }

  private void acknowledged(ShardQueue queue, ShardQueue.Batch batch, long millis) {
    lastSendMillis = millis;
    metrics.getNumRecordsSendCounter().inc(batch.records.size());
    metrics.getNumBytesSendCounter().inc(batch.bytes);
    queue.acknowledged();
    send(queue);
  }

  private void schedule() {
    clock.registerTimer(
        clock.getCurrentProcessingTime() + sink.limits().interval(),
        time -> {
          sendAll();
          schedule();
        });
  }

  private void sendAll() {
    for (ShardQueue queue : queues.values()) {
      queue.makeDue();
      send(queue);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    sendAll();
    while (!queues.values().stream().allMatch(ShardQueue::isEmpty)) {
      mailbox.yield();
    }
  }

  @Override
  public List<Long> snapshotState(long checkpointId) {
    return List.of(run);
  }

  @Override
  public void close() {
    senders.shutdownNow();
    client.close();
  }
}
