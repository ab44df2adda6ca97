package io.tideline.tests.bench;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.event.ChangeColumns;
import io.tideline.tests.testkit.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a change is on its way at a given rate: from when its client sends the statement that
 * changes it, which the row says, to when the service takes its record, which the record says; both
 * by this machine's clock, in milliseconds. The commit is later than the statement, by up to three
 * others.
 */
final class CommitLatency {

  private static final Pattern SENT = Pattern.compile("\"quantity\":1,\"note\":\"(\\d+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final int TRANSACTION = 4;

  private CommitLatency() {}

  /**
   * Inserts rows at that rate, four a transaction.
   *
   * @param from the first of their ids
   * @return the id after the last
   */
  static long write(CaptureLog log, String table, long from, int rate, int seconds)
      throws Exception {
    String sql =
        String.format(
            "INSERT INTO %s.%s VALUES (?, 1, 'created', 1, 1, ?, 1, 1, NOW(3), NOW(6))",
            log.schema(), table);
    long count = (long) rate * seconds;
    try (Connection connection = log.database().connect();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      long begin = System.nanoTime();
      for (long i = 0; i < count; i++) {
        if (i % TRANSACTION == 0) {
          long due = begin + i * TimeUnit.SECONDS.toNanos(1) / rate;
          LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
        insert.setLong(1, from + i);
        insert.setString(2, Long.toString(System.currentTimeMillis()));
        insert.executeUpdate();
        if (i % TRANSACTION == TRANSACTION - 1) {
          connection.commit();
        }
      }
      System.out.printf(
          "%,d changes written at %,.0f a second%n",
          count, count * 1e9 / (System.nanoTime() - begin));
    }
    return from + count;
  }

  /** Of the rows with that id and later ones, in milliseconds, sorted. */
  static long[] of(Topic topic, long from) throws Exception {
    return topic.records().values().stream()
        .flatMap(List::stream)
        .filter(record -> "INSERT".equals(record.field(ChangeColumns.OP)))
        .filter(record -> number(ID, record, ChangeColumns.PRIMARY_KEY) >= from)
        .mapToLong(record -> record.systemTime() - number(SENT, record, ChangeColumns.AFTER))
        .sorted()
        .toArray();
  }

  private static long number(Pattern pattern, TopicRecord record, int column) {
    Matcher number = pattern.matcher((String) record.field(column));
    if (!number.find()) {
      throw new IllegalStateException("no " + pattern + " in " + record.field(column));
    }
    return Long.parseLong(number.group(1));
  }

  static void print(long[] millis, int rate) {
    System.out.printf(
        "latency at %,d changes/s: P50 %,d ms, P99 %,d ms, max %,d ms of %,d changes%n",
        rate,
        millis[millis.length / 2],
        millis[(int) Math.ceil(millis.length * 0.99) - 1],
        Arrays.stream(millis).max().orElseThrow(),
        millis.length);
  }
}
