package io.tideline.connector.oceanbase.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import java.math.BigDecimal;
import java.util.HashMap;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class KeyRangeTest {

  @Test
  void aRangeSaysWhereItBeginsAndWhereTheNextOneDoes() {
    assertThat(range(10L, 20L)).isEqualTo("{\"from\":{\"id\":10},\"to\":{\"id\":20}}");
    assertThat(range(null, "a\"b")).isEqualTo("{\"from\":null,\"to\":{\"id\":\"a\\\"b\"}}");
    assertThat(range(new BigDecimal("1E+3"), null))
        .isEqualTo("{\"from\":{\"id\":1000},\"to\":null}");
    assertThat(range(new byte[] {1, 2}, null))
        .isEqualTo("{\"from\":{\"id\":\"AQI=\"},\"to\":null}");
    assertThat(range(null, null)).isEqualTo("{\"from\":null,\"to\":null}");
  }

  private static String range(Object from, Object to) {
    return KeyRange.of(
        new MySqlSnapshotSplit(
            TableId.parse("shop.orders"),
            0,
            (RowType) DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT())).getLogicalType(),
            from == null ? null : new Object[] {from},
            to == null ? null : new Object[] {to},
            null,
            new HashMap<>()));
  }
}
