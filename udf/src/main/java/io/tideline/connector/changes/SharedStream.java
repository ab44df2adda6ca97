package io.tideline.connector.changes;

import io.tideline.connector.changes.gate.DeadLetterOutput;
import io.tideline.connector.changes.gate.FindingOutput;
import io.tideline.connector.changes.gate.StreamOutputs;
import io.tideline.connector.changes.gate.TableOutput;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

/** A source and its gate, to which tables are added until the job graph is built. */
final class SharedStream {

  private final StreamSpec spec;
  private final String firstTable;
  private final SingleOutputStreamOperator<Void> gate;
  private final StreamOutputs outputs;

  SharedStream(
      StreamSpec spec,
      String firstTable,
      SingleOutputStreamOperator<Void> gate,
      StreamOutputs outputs) {
    this.spec = spec;
    this.firstTable = firstTable;
    this.gate = gate;
    this.outputs = outputs;
  }

  /** The table's rows, as a new stream at each call: the planner changes what it is given. */
  DataStream<RowData> add(TableOutput table) {
    outputs.add(table);
    return gate.getSideOutput(table.tag());
  }

  DataStream<RowData> add(DeadLetterOutput table) {
    outputs.add(table);
    return gate.getSideOutput(table.tag());
  }

  DataStream<RowData> add(FindingOutput table) {
    outputs.add(table);
    return gate.getSideOutput(table.tag());
  }

  /** The name itself, or with a number where the same table is read another time. */
  String freeName(String name) {
    String free = name;
    for (int i = 2; outputs.contains(free); i++) {
      free = name + " #" + i;
    }
    return free;
  }

  void checkSame(StreamSpec other, String table) {
    Set<String> differences = spec.differences(other);
    if (!differences.isEmpty()) {
      throw new ValidationException(
          String.format(
              "tables %s and %s read the stream '%s' but differ in %s; give both the same, best with LIKE one base"
                  + " table, or another 'stream'",
              firstTable, table, spec.name(), differences));
    }
  }
}
