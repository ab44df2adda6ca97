package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.files.sink.ChangeFilesWriter;
import io.tideline.connector.files.sink.FileCommittable;
import io.tideline.connector.files.sink.WriterState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows to their shards: one request in flight a shard, several shards at once. Requests and
 * the look for new shards happen in threads of their own, all else in the task's thread; a
 * checkpoint waits until all is acknowledged.
 */
final class DataHubWriter
    implements StatefulSinkWriter<RowData, SinkState>,
        CommittingSinkWriter<RowData, FileCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(DataHubWriter.class);

  private final DataHubSink sink;
  private final DataHubClient client;
  private final TopicSchema schema;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService clock;
  private final TaskInfo task;
  private final Runs runs;
  private final BatchSender requests;
  private final ShardQueues queues;
  private final SinkMetrics metrics;
  private final LetterWriter letters;
  // As many as there are shards, so that one which is throttled holds up no other.
  private final ExecutorService senders =
      Executors.newCachedThreadPool(new ExecutorThreadFactory("datahub-sender"));

  private DataHubWriter(
      DataHubSink sink,
      WriterInitContext context,
      DataHubClient client,
      TopicSchema schema,
      Collection<SinkState> states)
      throws IOException {
    this.sink = sink;
    this.client = client;
    this.schema = schema;
    this.mailbox = context.getMailboxExecutor();
    this.clock = context.getProcessingTimeService();
    this.task = context.getTaskInfo();
    this.runs =
        new Runs(
            task.getIndexOfThisSubtask(),
            states.stream().map(SinkState::run).collect(Collectors.toList()),
            System::currentTimeMillis);
    this.requests = new BatchSender(client, sink.settings().retry(), runs);
    this.queues = new ShardQueues(sink.settings().limits(), runs, this::send);
    this.metrics = new SinkMetrics(context.metricGroup(), queues);
    this.letters =
        new LetterWriter(
            sink.letters(), letterFiles(context, states), sink.key(), metrics.deadLetters());
  }

  /** Reads the topic's schema, so it blocks. */
  static DataHubWriter open(
      DataHubSink sink,
      WriterInitContext context,
      DataHubClient client,
      Collection<SinkState> states)
      throws IOException {
    TopicSchema schema =
        RowEncoding.open(sink.encoder(), client, sink.settings().retry(), sink.connection());
    DataHubWriter writer = new DataHubWriter(sink, context, client, schema, states);
    writer.scheduleFlush();
    writer.scheduleDiscovery();
    return writer;
  }

  private ChangeFilesWriter letterFiles(WriterInitContext context, Collection<SinkState> states)
      throws IOException {
    List<WriterState> restored = new ArrayList<>();
    states.forEach(state -> restored.addAll(state.letters()));
    if (sink.letters() != null) {
      return sink.letters()
          .files()
          .restoreWriter(task, clock, context.metricGroup().addGroup("letters"), restored);
    }
    if (restored.stream().anyMatch(WriterState::hasOpenFile)) {
      throw new IOException(NoLettersCommitter.MEND);
    }
    return null;
  }

  @Override
  public void write(RowData element, Context context) throws IOException, InterruptedException {
    RoutedRow routed = (RoutedRow) element;
    switch (routed.kind()) {
      case SHARDS:
        int parallelism = task.getNumberOfParallelSubtasks();
        queues.start(routed.tree(), task.getIndexOfThisSubtask(), parallelism);
        return;
      case REFUSED:
        RowData row = routed.row();
        refused(
            row, sink.encoder().attributes(row), new RecordFault(routed.fault()), routed.shard());
        return;
      default:
        queues.add(routed);
    }
    while (queues.isFull()) {
      mailbox.yield();
    }
  }

  private void send(ShardQueue queue, ShardQueue.Batch batch) {
    senders.execute(() -> request(queue, batch));
  }

  /** In a sender's thread. */
  private void request(ShardQueue queue, ShardQueue.Batch batch) {
    long start = System.nanoTime();
    try {
      Delivery delivery = requests.send(batch, this::willRetry);
      long millis = (System.nanoTime() - start) / 1_000_000;
      report(() -> completed(queue, delivery, millis));
    } catch (IOException | RuntimeException fault) {
      report(
          () -> {
            metrics.failed(batch.rows.size());
            throw new IOException(
                String.format(
                        "%d records could not be sent to shard %d, run %d, from seq %d on",
                        batch.rows.size(), queue.shard(), batch.run, batch.firstSeq)
                    + (mend(fault) == null
                        ? "; the task restarts from its last checkpoint"
                        : "; " + mend(fault)),
                fault);
          });
    }
  }

  private static String mend(Exception fault) {
    Reason reason = fault instanceof DataHubException ? ((DataHubException) fault).reason() : null;
    if (reason == Reason.NOT_FOUND) {
      return "create the topic, or correct options 'project' and 'topic'; if the shard has expired, start"
          + " without the old state";
    }
    return reason == Reason.DENIED
        ? "correct options 'accessId' and 'accessKey', or grant the right to write"
        : null;
  }

  private void willRetry(DataHubException fault) {
    LOG.warn("Will send again: {}", fault.getMessage());
    report(() -> metrics.retried(fault.reason()));
  }

  private void report(ThrowingRunnable<? extends Exception> what) {
    try {
      mailbox.execute(what, "result of a request to DataHub");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task has ended before a request to DataHub", e);
    }
  }

  private void completed(ShardQueue queue, Delivery delivery, long millis) throws IOException {
    metrics.sent(delivery, millis);
    for (Delivery.Refused refused : delivery.refused()) {
      String shard = Long.toString(queue.shard());
      TopicRecord record = client.read(shard, schema, refused.row.record);
      RowData row = sink.encoder().decode(record);
      refused(row, record.attributes(), refused.fault, queue.shard());
    }
    queues.completed(queue, delivery);
    if (delivery.isSealed() && !queues.isClosed(queue.shard())) {
      LOG.info("Shard {} is closed, looking for what continues it", queue.shard());
      WriterShards known = queues.shards();
      senders.execute(() -> follow(queue.shard(), known));
    }
  }

  private void refused(RowData row, Map<String, String> attributes, Exception fault, long shard)
      throws IOException {
    metrics.failed(1);
    letters.write(row, attributes, fault, shard, clock.getCurrentProcessingTime());
  }

  /** In a sender's thread: lists the shards until it is known what continues the closed one. */
  private void follow(long closed, WriterShards known) {
    try {
      List<Shard> listing =
          sink.settings().retry().call(() -> listingWithChildren(known, closed), this::willRetry);
      report(() -> queues.learn(listing));
    } catch (IOException | RuntimeException fault) {
      report(
          () -> {
            throw new IOException(
                "shard " + closed + " takes no records, and nothing that continues it was found",
                fault);
          });
    }
  }

  private List<Shard> listingWithChildren(WriterShards known, long closed) throws DataHubException {
    List<Shard> listing = client.shards();
    if (!known.with(listing).tree().node(closed).isOpen()) {
      return listing;
    }
    boolean writable =
        listing.stream()
            .anyMatch(shard -> shard.id().equals(Long.toString(closed)) && shard.writable());
    throw new DataHubException(
        writable ? Reason.UNAVAILABLE : Reason.NOT_READY,
        writable
            ? "shard " + closed + " refuses records as a closed one does, but is listed as open"
            : "shard " + closed + " is closed, and what continues it is not ready yet",
        null);
  }

  private void scheduleDiscovery() {
    clock.registerTimer(
        clock.getCurrentProcessingTime() + sink.settings().discoveryInterval().toMillis(),
        time -> {
          if (queues.isStarted()) {
            senders.execute(this::discover);
          } else {
            scheduleDiscovery();
          }
        });
  }

  /** In a sender's thread. */
  private void discover() {
    try {
      List<Shard> listing = client.shards();
      report(() -> queues.learn(listing));
    } catch (IOException | RuntimeException fault) {
      LOG.warn("Could not list the shards, will ask again: {}", fault.getMessage());
    }
    report(this::scheduleDiscovery);
  }

  private void scheduleFlush() {
    clock.registerTimer(
        clock.getCurrentProcessingTime() + sink.settings().limits().interval(),
        time -> {
          queues.sendAll();
          scheduleFlush();
        });
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    queues.flush();
    while (!queues.isEmpty()) {
      mailbox.yield();
    }
    queues.flushed();
    letters.flush(endOfInput);
  }

  @Override
  public Collection<FileCommittable> prepareCommit() {
    return letters.prepareCommit();
  }

  @Override
  public List<SinkState> snapshotState(long checkpointId) throws IOException {
    return List.of(new SinkState(runs.last(), letters.snapshot(checkpointId)));
  }

  @Override
  public void close() throws IOException {
    senders.shutdownNow();
    client.close();
    letters.close();
  }
}
