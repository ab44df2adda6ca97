package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.Stamps;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.client.protocol.PutRequest;
import io.tideline.connector.datahub.client.protocol.WireRecord;
import io.tideline.connector.datahub.client.protocol.WireRecordWriter;
import io.tideline.connector.datahub.sink.RoutedRow.Kind;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * A job as the topic sees one: numbered rows from a source that can go back, a router, several
 * writers with requests in flight, checkpoints, crashes. Router, queues and requests are the
 * product's; the service is {@link TopicInMemory}.
 */
final class SinkInMemory {

  /** What the service makes of a request. */
  enum Answer {
    STORED,
    LOST_BEFORE,
    LOST_AFTER,
    /** Stored, then the shard is split; the next attempt finds it closed. */
    LOST_AFTER_AND_SPLIT,
    LIMIT
  }

  private static final TopicSchema SCHEMA =
      new TopicSchema(
          List.of(
              new TopicSchema.Column("key", TopicSchema.Type.BIGINT, true),
              new TopicSchema.Column("n", TopicSchema.Type.BIGINT, true),
              new TopicSchema.Column("text", TopicSchema.Type.STRING, true)));
  private static final int ATTEMPTS = 3;

  /** Of a request. */
  private static final int FRAME_HEADER = 12;

  private static final AtomicLong CLOCK = new AtomicLong();

  private static final class InFlight {
    private final int writer;
    private final ShardQueue queue;
    private final ShardQueue.Batch batch;

    private InFlight(int writer, ShardQueue queue, ShardQueue.Batch batch) {
      this.writer = writer;
      this.queue = queue;
      this.batch = batch;
    }
  }

  private final RowEncoding encoding = new RowEncoding(new NumberEncoder(), new WireRecordWriter());
  private final TopicInMemory topic;
  private final BatchLimits limits;
  private final Deque<Answer> answers;
  private final int keys;
  private final List<ShardQueues> writers = new ArrayList<>();
  private final List<BatchSender> senders = new ArrayList<>();
  private final List<Runs> runs = new ArrayList<>();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final List<Long> letters = new ArrayList<>();
  private final List<Long> savedLetters = new ArrayList<>();
  private List<Long> savedRuns = new ArrayList<>();
  private ShardTree saved;
  private ShardTree tree;
  private long next;
  private long savedNext;
  private int starts;

  SinkInMemory(TopicInMemory topic, BatchLimits limits, List<Answer> answers, int keys) {
    this.topic = topic;
    this.limits = limits;
    this.answers = new ArrayDeque<>(answers);
    this.keys = keys;
  }

  static boolean isBroadcast(long n) {
    return n % 23 == 22;
  }

  /** Refused by the encoder. */
  static boolean isUnfit(long n) {
    return n % 31 == 30;
  }

  /** Refused by the service. */
  static boolean isMalformed(long n) {
    return n % 17 == 16;
  }

  /** Of a record: a few of them fill a request, and no two of the largest fit into one. */
  private static byte[] text(long n) {
    return new byte[(int) (n % 11) * 50];
  }

  /** Without a key. */
  static boolean isKeyless(long n) {
    return n % 13 == 12;
  }

  void start(int parallelism) {
    starts++;
    writers.clear();
    senders.clear();
    runs.clear();
    inFlight.clear();
    letters.clear();
    letters.addAll(savedLetters);
    next = savedNext;
    tree = saved == null ? ShardTree.first(topic.listing()) : saved.with(topic.listing());
    for (int i = 0; i < parallelism; i++) {
      int writer = i;
      Runs mine = new Runs(i, savedRuns, CLOCK::incrementAndGet);
      runs.add(mine);
      senders.add(new BatchSender(client(), retry(), mine));
      writers.add(
          new ShardQueues(
              limits, mine, (queue, batch) -> inFlight.add(new InFlight(writer, queue, batch))));
    }
    for (ShardTree.Node shard : tree.open()) {
      writer(shard.id()).start(tree, Shard.ownerOf(shard.id(), parallelism), parallelism);
    }
  }

  private static RetrySettings retry() {
    return new RetrySettings(
        ATTEMPTS, Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofMinutes(1));
  }

  /** Crashes and starts again when the writers find that they must. */
  void write(int rows) {
    for (int i = 0; i < rows; i++) {
      guarded(() -> route(next++));
    }
  }

  private void route(long n) throws IOException {
    long key = n % keys;
    long hash = (key + 1) * 0x9e3779b97f4a7c15L ^ key << 32;
    RowData row = GenericRowData.of(isKeyless(n) ? -1L : isBroadcast(n) ? -2L : key, n);
    OutgoingRecord record;
    try {
      record = encoding.encode(row);
    } catch (RecordFault fault) {
      letters.add(n);
      return;
    }
    if (isBroadcast(n)) {
      for (ShardTree.Node shard : tree.open()) {
        add(RoutedRow.of(Kind.BROADCAST, shard.id(), n, record));
      }
    } else if (isKeyless(n)) {
      long shard = tree.open().get((int) (n % tree.open().size())).id();
      add(RoutedRow.of(Kind.TURN, shard, n, record));
    } else {
      add(RoutedRow.of(Kind.KEYED, tree.home(hash).id(), hash, record));
    }
  }

  private void add(RoutedRow routed) throws IOException {
    ShardQueues writer = writer(routed.shard());
    writer.add(routed);
    while (writer.isFull()) {
      writer.sendAll();
      answerOne(0);
    }
  }

  private ShardQueues writer(long shard) {
    return writers.get(Shard.ownerOf(shard, writers.size()));
  }

  /** One of the requests in flight is answered. */
  void answer(int pick) {
    if (!inFlight.isEmpty()) {
      guarded(() -> answerOne(pick));
    }
  }

  private void answerOne(int pick) throws IOException {
    InFlight one = inFlight.remove(Math.floorMod(pick, inFlight.size()));
    Delivery delivery = senders.get(one.writer).send(one.batch, fault -> {});
    for (Delivery.Refused refused : delivery.refused()) {
      letters.add((Long) WireRecord.read("0", SCHEMA, refused.row.record).field(1));
    }
    ShardQueues queues = writers.get(one.writer);
    queues.completed(one.queue, delivery);
    if (delivery.isSealed() && !queues.isClosed(one.queue.shard())) {
      queues.learn(topic.listing());
    }
  }

  void discover(int pick) {
    ShardQueues writer = writers.get(Math.floorMod(pick, writers.size()));
    if (writer.isStarted()) {
      guarded(() -> writer.learn(topic.listing()));
    }
  }

  void sendAll() {
    writers.forEach(ShardQueues::sendAll);
  }

  void checkpoint() {
    guarded(
        () -> {
          writers.forEach(ShardQueues::flush);
          while (!writers.stream().allMatch(ShardQueues::isEmpty)) {
            answerOne(0);
          }
          writers.forEach(ShardQueues::flushed);
          saved = tree.with(topic.listing());
          savedNext = next;
          savedRuns = new ArrayList<>();
          runs.forEach(run -> savedRuns.add(run.last()));
          savedLetters.clear();
          savedLetters.addAll(letters);
        });
  }

  /** Requests in flight reach the service, whatever becomes of the answers. */
  void crash(int parallelism) {
    for (InFlight one : new ArrayList<>(inFlight)) {
      try {
        senders.get(one.writer).send(one.batch, fault -> {});
      } catch (IOException e) {
        // As lost as the task is.
      }
    }
    start(parallelism);
  }

  /** What the source gave before. */
  void finish(long rows) {
    answers.clear();
    while (savedNext < rows) {
      write((int) (rows - next));
      checkpoint();
    }
  }

  long given() {
    return next;
  }

  int starts() {
    return starts;
  }

  List<Long> letters() {
    return letters;
  }

  private interface Work {
    void run() throws IOException;
  }

  private void guarded(Work work) {
    try {
      work.run();
    } catch (IOException | IllegalStateException e) {
      crash(writers.size());
    }
  }

  /** Only the call that a sender makes. */
  private DataHubClient client() {
    return (DataHubClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataHubClient.class},
            (proxy, method, args) -> {
              if (!method.getName().equals("put")) {
                throw new UnsupportedOperationException(method.getName());
              }
              @SuppressWarnings("unchecked")
              List<OutgoingRecord> records = (List<OutgoingRecord>) args[1];
              put((String) args[0], records, (Stamps) args[2]);
              return null;
            });
  }

  private void put(String shard, List<OutgoingRecord> records, Stamps stamps) throws IOException {
    long bytes = PutRequest.frame(records, stamps).remaining();
    boolean tooLarge = records.size() > 1 && bytes > limits.bytes() + FRAME_HEADER;
    if (records.isEmpty() || records.size() > limits.records() || tooLarge) {
      throw new AssertionError("a request of " + records.size() + " records, " + bytes + " bytes");
    }
    List<StoredRecord> stored = new ArrayList<>();
    for (OutgoingRecord record : records) {
      TopicRecord read = WireRecord.read(shard, SCHEMA, record);
      long seq = stamps.firstSeq() + stored.size();
      stored.add(new StoredRecord((Long) read.field(0), (Long) read.field(1), stamps.run(), seq));
    }
    Answer answer = answers.isEmpty() ? Answer.STORED : answers.remove();
    switch (answer) {
      case LIMIT:
        throw new DataHubException(Reason.LIMIT_EXCEEDED, "too fast", null);
      case LOST_BEFORE:
        throw new DataHubException(Reason.UNAVAILABLE, "no connection", null);
      default:
        if (stored.stream().anyMatch(record -> isMalformed(record.n))) {
          throw new DataHubException(Reason.MALFORMED, "malformed", null);
        }
        topic.store(shard, stored);
    }
    if (answer == Answer.LOST_AFTER_AND_SPLIT) {
      topic.split(Long.parseLong(shard));
    }
    if (answer != Answer.STORED) {
      throw new DataHubException(Reason.UNAVAILABLE, "no answer", null);
    }
  }

  private static final class NumberEncoder implements RecordEncoder {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(TopicSchema schema) {}

    @Override
    public void encode(RowData row, RecordWriter out) throws RecordFault {
      long n = row.getLong(1);
      out.number(row.getLong(0));
      out.number(n);
      if (isUnfit(n)) {
        throw new RecordFault("column 'n' does not fit");
      }
      out.bytes(text(n), 0, text(n).length);
    }

    @Override
    public Map<String, String> attributes(RowData row) {
      return Map.of();
    }

    @Override
    public RowData decode(TopicRecord record) {
      throw new UnsupportedOperationException();
    }
  }
}
