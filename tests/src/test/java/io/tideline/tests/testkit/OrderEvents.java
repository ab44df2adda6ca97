package io.tideline.tests.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** New orders put into a topic by one writer, and the files in which they are to be, once each. */
public final class OrderEvents {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String SHARD = "0";
  private static final long RUN = 1;

  private final TestTopic topic;
  private final Path output;
  private int count;

  /**
   * @param output the directory of the deliver job's files
   */
  public OrderEvents(TestTopic topic, Path output) {
    this.topic = topic;
    this.output = output;
  }

  public void put(int more) throws Exception {
    List<Integer> seqs = new ArrayList<>();
    List<List<String>> events = new ArrayList<>();
    for (int i = 0; i < more; i++) {
      seqs.add(count);
      events.add(event(count++));
    }
    topic.put(SHARD, RUN, seqs, events);
  }

  /** Waits until each that was put is in a finished file, and fails if one is there twice. */
  public void awaitAll() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> query("_event_id").size() >= count);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      expected.add("order-" + i);
    }
    assertThat(query("_event_id")).containsExactlyInAnyOrderElementsOf(expected);
  }

  public List<String> notes() {
    return query("note");
  }

  private List<String> query(String column) {
    List<String> values = new ArrayList<>();
    String sql =
        "SELECT %s FROM read_parquet('%s/**/shop_orders_*.parquet')".formatted(column, output);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    } catch (SQLException e) {
      if (!e.getMessage().contains("No files found")) {
        throw new AssertionError(e);
      }
    }
    return values;
  }

  private static List<String> event(int id) {
    return Arrays.asList(
        "order-" + id,
        "INSERT",
        "shop-db",
        "shop",
        "orders",
        "2026-11-23T15:00:00Z",
        "{\"id\":" + id + "}",
        null,
        String.format(
            "{\"id\":%d,\"customer_id\":1,\"status\":\"new\",\"amount\":1.00,\"discount\":null,\"paid\":0,"
                + "\"note\":\"n\",\"placed_at\":\"2026-11-23 15:00:00.123\","
                + "\"updated_at\":\"2026-11-23 15:00:00.123456Z\"}",
            id),
        String.format("0001-00000001-%012d-0000000-0", id),
        null);
  }
}
