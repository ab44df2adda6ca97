package io.tideline.tests.endtoend;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Position;
import io.tideline.event.Stamp;
import io.tideline.tests.testkit.Topic;
import io.tideline.tests.testkit.TupleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts changes of three tables of the shop into a topic without pause, as one run of capture would:
 * a key's changes into one shard, in order, each fitting the one before. The changes of a key are
 * numbered; number 5 of the order 17 has the event id {@code orders/17/5}.
 */
final class ShopEvents implements AutoCloseable {

  /** Each with its key's column and a column of text, which holds a change's number. */
  static final List<Table> TABLES =
      List.of(
          new Table("orders", "id", "note"),
          new Table("customers", "id", "name"),
          new Table("products", "sku", "title"));

  static final int SHARDS = 4;
  static final int KEYS = 300;

  private static final int BATCH = 40;
  private static final long RUN = 1;

  /** About 2,500 changes in a second, which is more than a job that was down needs to catch up. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(60);

  private final Topic topic;
  private final Random random;
  private final int[][] changes = new int[TABLES.size()][KEYS];
  private final boolean[][] exists = new boolean[TABLES.size()][KEYS];
  private final long[] seqs = new long[SHARDS];
  private final Thread thread = new Thread(this::run, "changes of the shop");
  private long place;
  private volatile boolean stopping;
  private volatile Exception failure;

  /** A table of the shop. */
  record Table(String name, String key, String text) {}

  ShopEvents(Topic topic, Random random) {
    this.topic = topic;
    this.random = random;
  }

  void start() {
    thread.start();
  }

  void stop() throws Exception {
    stopping = true;
    thread.join();
    if (failure != null) {
      throw failure;
    }
  }

  /** How many changes of a table are in the topic, by key; to be asked after {@link #stop}. */
  int[] changes(int table) {
    return changes[table];
  }

  long count() {
    return place;
  }

  private void run() {
    try (DataHubClient client = topic.client()) {
      RecordWriter out = client.recordWriter();
      while (!stopping) {
        for (int shard = 0; shard < SHARDS; shard++) {
          List<OutgoingRecord> batch = new ArrayList<>(BATCH);
          for (int i = 0; i < BATCH; i++) {
            batch.add(change(out, shard));
          }
          client.put(Integer.toString(shard), batch, null);
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (Exception e) {
      failure = e;
    }
  }

  private OutgoingRecord change(RecordWriter out, int shard) {
    int table = random.nextInt(TABLES.size());
    int key = random.nextInt(KEYS / SHARDS) * SHARDS + shard;
    boolean existed = exists[table][key];
    boolean remains = !existed || random.nextInt(10) < 8;
    int number = changes[table][key]++;
    exists[table][key] = remains;
    Object[] fields = new Object[ChangeColumns.NAMES.size()];
    fields[ChangeColumns.EVENT_ID] = TABLES.get(table).name() + "/" + key + "/" + number;
    fields[ChangeColumns.OP] = !existed ? "INSERT" : remains ? "UPDATE" : "DELETE";
    fields[ChangeColumns.SOURCE] = "shop-db";
    fields[ChangeColumns.DATABASE_NAME] = "shop";
    fields[ChangeColumns.TABLE_NAME] = TABLES.get(table).name();
    fields[ChangeColumns.EVENT_TIME] = System.currentTimeMillis() * 1_000;
    fields[ChangeColumns.PRIMARY_KEY] = primaryKey(table, key) + "}";
    if (existed) {
      fields[ChangeColumns.BEFORE] = image(table, key, number - 1);
    }
    if (remains) {
      fields[ChangeColumns.AFTER] = image(table, key, number);
    }
    fields[ChangeColumns.POSITION] =
        Position.of(1, 1, 300L * place++, 1, Position.WHOLE).toString();
    return TupleRecord.of(
        out,
        fields,
        Map.of(Stamp.RUN, Long.toString(RUN), Stamp.SEQ, Long.toString(seqs[shard]++)));
  }

  private static String primaryKey(int table, int key) {
    String column = TABLES.get(table).key();
    return "{\"" + column + "\":" + (column.equals("sku") ? "\"" + key + "\"" : "" + key);
  }

  private static String image(int table, int key, int number) {
    return primaryKey(table, key) + ",\"" + TABLES.get(table).text() + "\":\"" + number + "\"}";
  }

  @Override
  public void close() throws Exception {
    stopping = true;
    thread.join();
  }
}
