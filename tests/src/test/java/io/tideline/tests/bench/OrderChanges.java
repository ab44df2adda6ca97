package io.tideline.tests.bench;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Position;
import io.tideline.event.Stamp;
import io.tideline.tests.testkit.Topic;
import io.tideline.tests.testkit.TupleRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A topic with an INSERT of each of a number of keys, then UPDATEs of keys taken at random, each
 * with the row before and after, as capture writes them. A key stays in its shard, and the rows of
 * a key fit each other, so that the gate finds nothing.
 */
final class OrderChanges {

  static final int SHARDS = 4;

  /** The columns of the rows. */
  static final String COLUMNS =
      "id BIGINT, customer_id DECIMAL(20, 0), status STRING, amount DECIMAL(12, 2), discount"
          + " DECIMAL(5, 4), paid BOOLEAN, note STRING, placed_at TIMESTAMP(3), updated_at"
          + " TIMESTAMP_LTZ(6), version INT";

  private static final int BATCH = 1_000;
  private static final byte[] SOURCE = utf8("shop-db");
  private static final byte[] DATABASE = utf8("shop");

  private final int keys;
  private final int updates;
  private final int tables;

  /**
   * @param tables over which the keys are spread: shop.orders_0 and so on
   */
  OrderChanges(int keys, int updates, int tables) {
    this.keys = keys;
    this.updates = updates;
    this.tables = tables;
  }

  void put(Topic topic) throws Exception {
    int[] versions = new int[keys];
    long run = System.currentTimeMillis();
    long[] seqs = new long[SHARDS];
    List<List<OutgoingRecord>> batches = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      batches.add(new ArrayList<>(BATCH));
    }
    SplittableRandom random = new SplittableRandom(4711);
    try (DataHubClient client = topic.client()) {
      RecordWriter out = client.recordWriter();
      for (int i = 0; i < keys + updates; i++) {
        int key = i < keys ? i : random.nextInt(keys);
        int shard = key % SHARDS;
        List<OutgoingRecord> batch = batches.get(shard);
        batch.add(
            TupleRecord.of(
                out,
                event(key, i, versions),
                Map.of(Stamp.RUN, Long.toString(run), Stamp.SEQ, Long.toString(seqs[shard]++))));
        if (batch.size() == BATCH) {
          client.put(Integer.toString(shard), batch, null);
          batch.clear();
        }
      }
      for (int shard = 0; shard < SHARDS; shard++) {
        if (!batches.get(shard).isEmpty()) {
          client.put(Integer.toString(shard), batches.get(shard), null);
        }
      }
    }
  }

  private Object[] event(int key, int place, int[] versions) {
    boolean update = place >= keys;
    Object[] fields = new Object[ChangeColumns.NAMES.size()];
    fields[ChangeColumns.EVENT_ID] = String.format("%032x", place * 0x9e3779b97f4a7c15L);
    fields[ChangeColumns.OP] = update ? "UPDATE" : "INSERT";
    fields[ChangeColumns.SOURCE] = SOURCE;
    fields[ChangeColumns.DATABASE_NAME] = DATABASE;
    fields[ChangeColumns.TABLE_NAME] = "orders_" + key % tables;
    fields[ChangeColumns.EVENT_TIME] = 1_795_446_000_000_000L + place;
    fields[ChangeColumns.PRIMARY_KEY] = "{\"id\":" + key + "}";
    if (update) {
      fields[ChangeColumns.BEFORE] = image(key, versions[key]++);
    }
    fields[ChangeColumns.AFTER] = image(key, versions[key]);
    fields[ChangeColumns.POSITION] = Position.of(1, 1, 300L * place, 1, Position.WHOLE).toString();
    return fields;
  }

  /** A row as JSON. */
  static byte[] image(int key, int version) {
    return utf8(
        "{\"id\":"
            + key
            + ",\"customer_id\":"
            + (key % 9_973 + 1_000_000)
            + ",\"status\":\"shipped\",\"amount\":"
            + (version * 37 + key) % 100_000
            + ".25,\"discount\":0.0500,\"paid\":1,\"note\":\"order "
            + key
            + " was changed by the customer\",\"placed_at\":\"2026-11-23 15:00:00.123\","
            + "\"updated_at\":\"2026-11-23 15:00:00.123456Z\",\"version\":"
            + version
            + "}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
