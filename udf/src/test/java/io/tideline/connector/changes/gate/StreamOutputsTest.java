package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class StreamOutputsTest {

  private static final RowType COLUMNS =
      (RowType) DataTypes.ROW(DataTypes.FIELD("id", DataTypes.INT())).getLogicalType();

  private final GateSettings settings =
      new GateSettings(
          GateMode.CHECKPOINTED, null, new Checks(Map.of()), Pattern.compile("shop\\.old_.*"));
  private final StreamOutputs outputs = new StreamOutputs("main", settings);

  @Test
  void aTableAddedAfterTheJobGraphIsBuiltIsRefusedByName() {
    outputs.add(table("orders"));
    new GateOperator(outputs).setOutputType(Types.VOID, new ExecutionConfig());

    assertThatThrownBy(() -> outputs.add(table("customers")))
        .hasMessageContaining("customers")
        .hasMessageContaining("'main'")
        .hasMessageContaining("one statement set");
  }

  @Test
  void tablesThatMayComeWithoutARouteAreKnownByTheirWholeName() {
    assertThat(settings.mayBeUnrouted("shop.old_orders")).isTrue();
    assertThat(settings.mayBeUnrouted("workshop.old_orders")).isFalse();
  }

  private static TableOutput table(String name) {
    return new TableOutput(
        name, "db." + name, "shop." + name, COLUMNS, List.of(), InternalTypeInfo.of(COLUMNS));
  }
}
