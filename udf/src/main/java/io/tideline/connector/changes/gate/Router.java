package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.decode.UndecodableException;
import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.Op;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;

/** Finds the outputs of an event's table, and judges events that have none. */
final class Router {

  private static final TableOutput[] NOBODY = {};

  private final StreamOutputs outputs;
  private final FindingLog findings;
  private final Counter unrouted;
  private final Counter unknownTable;
  private final Counter drift;

  /** By database, then table: no key is put together per event. Grows with the tables seen. */
  private final Map<String, Map<String, Target>> targets = new HashMap<>();

  /** What is known of one table of the source. */
  private static final class Target {
    private final TableOutput[] outputs;
    private final boolean mayBeUnrouted;

    Target(TableOutput[] outputs, boolean mayBeUnrouted) {
      this.outputs = outputs;
      this.mayBeUnrouted = mayBeUnrouted;
    }
  }

  Router(StreamOutputs outputs, FindingLog findings, MetricGroup metrics) {
    this.outputs = outputs;
    this.findings = findings;
    this.unrouted = metrics.counter("unrouted");
    this.unknownTable = metrics.counter("unknownTable");
    this.drift = metrics.counter("drift");
    outputs.tables().forEach(TableOutput::open);
  }

  /** Where the event's row goes; none when nothing reads its table. */
  TableOutput[] tables(ChangeEvent event) {
    Target target =
        targets
            .computeIfAbsent(event.database(), database -> new HashMap<>())
            .computeIfAbsent(event.table(), table -> target(event.database() + "." + table));
    if (target.outputs.length == 0) {
      if (target.mayBeUnrouted) {
        unrouted.inc();
      } else {
        unknownTable.inc();
        findings.report(
            new Finding(
                Finding.Kind.UNKNOWN_TABLE,
                event,
                "one of the tables read",
                event.database() + "." + event.table()));
      }
    }
    return target.outputs;
  }

  /**
   * The event as a row of the table.
   *
   * @throws UndecodableException when it does not fit the declared columns
   */
  RowData row(TableOutput table, ChangeEvent event, Op op) throws UndecodableException {
    long before = table.undeclaredColumns();
    RowData row = table.row(event, op);
    if (table.undeclaredColumns() != before) {
      drift.inc();
      findings.report(
          new Finding(
              Finding.Kind.SCHEMA_DRIFT,
              event,
              "the declared columns",
              "also '" + table.lastUndeclaredColumn() + "'"));
    }
    return row;
  }

  private Target target(String sourceTable) {
    TableOutput[] found =
        outputs.tables().stream()
            .filter(table -> table.sourceTable().equals(sourceTable))
            .toArray(TableOutput[]::new);
    return found.length == 0
        ? new Target(NOBODY, outputs.mayBeUnrouted(sourceTable))
        : new Target(found, false);
  }
}
