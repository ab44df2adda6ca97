package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What happened to the events of one table of the source: {@code table.<database.table>.rowsIn} and
 * so on.
 */
final class TableMetrics {

  private static final long NONE_YET = -1;

  final Counter in;
  final Counter delivered;
  final Counter resent;
  final Counter dead;
  final Counter drifted;

  /** Read by the thread that reports; an old value does no harm. */
  private long lag = NONE_YET;

  TableMetrics(MetricGroup gate, String sourceTable) {
    MetricGroup group = gate.addGroup("table", sourceTable);
    in = group.counter("rowsIn");
    delivered = group.counter("rowsDelivered");
    resent = group.counter("rowsResent");
    dead = group.counter("rowsDead");
    drifted = group.counter("rowsDrifted");
    Gauge<Long> gauge = () -> lag;
    group.gauge("lagMs", gauge);
  }

  /** How old the event was when it passed; so an idle table does not seem to fall behind. */
  void passed(ChangeEvent event, long now) {
    if (event.eventTime() != null) {
      lag = now - event.eventTime();
    }
  }
}
