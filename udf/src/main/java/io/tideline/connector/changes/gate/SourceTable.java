package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** A table of the source that the statements read: its outputs, and what the gate needs of it. */
final class SourceTable {

  private final TableOutput[] outputs;
  private final TableMetrics metrics;
  private final long[] incomparable;

  /**
   * @param outputs at least one, all of the same table
   */
  SourceTable(List<TableOutput> outputs, MetricGroup gate) {
    this.outputs = outputs.toArray(new TableOutput[0]);
    this.metrics = new TableMetrics(gate, outputs.get(0).sourceTable());
    List<String> floats = new ArrayList<>();
    outputs.forEach(output -> floats.addAll(output.columnsOf(LogicalTypeRoot.FLOAT)));
    this.incomparable = ImageHash.names(floats);
  }

  /**
   * Where the event goes: all outputs, or for a dead letter that comes again those of its route,
   * which may be none.
   */
  TableOutput[] outputs(ChangeEvent event) {
    String route = event.provenance().route();
    if (route == null || event.provenance().attempt() == 0) {
      return outputs;
    }
    String table = Route.table(route);
    return Arrays.stream(outputs)
        .filter(output -> output.route().equals(table))
        .toArray(TableOutput[]::new);
  }

  TableMetrics metrics() {
    return metrics;
  }

  /** See {@link ImageHash#names}. */
  long[] incomparable() {
    return incomparable;
  }
}
