package io.tideline.connector.oceanbase.event;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts the captured changes of one table by op: {@code table.<table>.op.<op>.captured}. */
final class TableMetrics {

  private final Counter read;
  private final Counter inserted;
  private final Counter updated;
  private final Counter deleted;

  private TableMetrics(MetricGroup table) {
    this.read = counter(table, "READ");
    this.inserted = counter(table, "INSERT");
    this.updated = counter(table, "UPDATE");
    this.deleted = counter(table, "DELETE");
  }

  private static Counter counter(MetricGroup table, String op) {
    return table.addGroup("op", op).counter("captured");
  }

  static TableMetrics of(MetricGroup reader, String table) {
    return new TableMetrics(reader.addGroup("table", table));
  }

  void read() {
    read.inc();
  }

  void inserted() {
    inserted.inc();
  }

  void updated() {
    updated.inc();
  }

  void deleted() {
    deleted.inc();
  }
}
