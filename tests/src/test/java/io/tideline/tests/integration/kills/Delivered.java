package io.tideline.tests.integration.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.event.Stamp;
import io.tideline.tests.testkit.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a topic holds, without what was sent again; and what the rows were, if that is applied one
 * after the other. Written down apart from the product's gate, to judge it and capture alike.
 */
final class Delivered {

  /** A change as it was captured, whoever wrote it and where. */
  record Change(
      String id, Op op, String table, String key, String before, String after, Position position) {}

  private record Last(long run, Change change) {}

  private final Map<String, List<Change>> shards = new LinkedHashMap<>();
  private final Map<String, Last> lastOf = new HashMap<>();
  private int resent;

  static Delivered of(Topic topic) throws DataHubException {
    Delivered delivered = new Delivered();
    topic.records().forEach(delivered::read);
    return delivered;
  }

  private void read(String shard, List<TopicRecord> records) {
    List<Change> changes = shards.computeIfAbsent(shard, id -> new ArrayList<>());
    Set<String> stamps = new HashSet<>();
    for (TopicRecord record : records) {
      Change change = change(record);
      if (change.op() == Op.HEARTBEAT || change.op() == Op.REREAD) {
        // They speak of the reading, not of the database.
        continue;
      }
      String stamp = record.attributes().get(Stamp.RUN) + "/" + record.attributes().get(Stamp.SEQ);
      long run = Long.parseLong(record.attributes().get(Stamp.RUN));
      // What concerns a whole table is in every shard.
      String key = change.table() + (change.op().isRow() ? change.key() : "@" + shard);
      Last last = lastOf.get(key);
      if (!stamps.add(stamp) || last != null && isResent(change, run, last)) {
        resent++;
        continue;
      }
      if (last != null) {
        // Rows of a chunk have its beginning as their place, and may come after each other's.
        assertThat(change.position())
            .as("%s after %s", change, last)
            .isGreaterThan(last.change().position());
      }
      lastOf.put(key, new Last(run, change));
      changes.add(change);
    }
  }

  private static boolean isResent(Change change, long run, Last last) {
    if (change.op() == Op.READ && change.after().equals(last.change().after())) {
      return true;
    }
    return run > last.run() && change.position().compareTo(last.change().position()) <= 0;
  }

  private static Change change(TopicRecord record) {
    return new Change(
        text(record, ChangeColumns.EVENT_ID),
        Op.valueOf(text(record, ChangeColumns.OP)),
        text(record, ChangeColumns.TABLE_NAME),
        text(record, ChangeColumns.PRIMARY_KEY),
        text(record, ChangeColumns.BEFORE),
        text(record, ChangeColumns.AFTER),
        Position.parse(text(record, ChangeColumns.POSITION)));
  }

  static String text(TopicRecord record, int column) {
    return (String) record.field(column);
  }

  /** By shard, in its order. */
  Map<String, List<Change>> changes() {
    return shards;
  }

  /** How many records were passed over. */
  int resent() {
    return resent;
  }

  /** The row of each key of a table after all changes. */
  Map<String, String> rows(String table) {
    Map<String, String> rows = new HashMap<>();
    for (List<Change> changes : shards.values()) {
      Map<String, String> ofShard = new HashMap<>();
      for (Change change : changes) {
        if (!change.table().equals(table)) {
          continue;
        }
        switch (change.op()) {
          case TRUNCATE:
            ofShard.clear();
            break;
          case DELETE:
            ofShard.remove(change.key());
            break;
          case SCHEMA:
            break;
          default:
            ofShard.put(change.key(), change.after());
        }
      }
      ofShard.forEach(
          (key, row) -> assertThat(rows.put(key, row)).as("%s is in two shards", key).isNull());
    }
    return rows;
  }
}
