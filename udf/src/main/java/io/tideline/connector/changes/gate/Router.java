package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Finds the table of an event, and judges events of tables that nothing reads. */
final class Router {

  /** Nonsense in the topic must not fill the memory. */
  private static final int MOST_UNREAD = 1_000;

  private final StreamOutputs outputs;
  private final Findings findings;
  private final Counter unrouted;
  private final Counter unknownTable;

  private final TableNames tables = new TableNames();

  /** Whether each table that nothing reads may be so; an unknown one is reported once. */
  private final Map<String, Boolean> unread = new HashMap<>();

  Router(StreamOutputs outputs, Findings findings, MetricGroup metrics) {
    this.outputs = outputs;
    this.findings = findings;
    this.unrouted = metrics.counter("unrouted");
    this.unknownTable = metrics.counter("unknownTable");
    Map<String, List<TableOutput>> byTable =
        outputs.tables().stream().collect(Collectors.groupingBy(TableOutput::sourceTable));
    byTable.forEach(
        (name, of) -> {
          of.forEach(TableOutput::open);
          tables.put(name, new SourceTable(of, metrics));
        });
  }

  /** The event's table; null when nothing reads it. */
  SourceTable table(ChangeEvent event) {
    SourceTable table = tables.get(event.texts());
    if (table == null) {
      passOver(event);
    }
    return table;
  }

  private void passOver(ChangeEvent event) {
    String name = event.database() + "." + event.table();
    Boolean known = unread.get(name);
    boolean mayBe = known == null ? outputs.settings().mayBeUnrouted(name) : known;
    if (known == null && unread.size() < MOST_UNREAD) {
      unread.put(name, mayBe);
    }
    if (mayBe) {
      unrouted.inc();
      return;
    }
    unknownTable.inc();
    if (known == null) {
      findings.report(Finding.unknownTable(event, name));
    }
  }
}
