package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 'oceanbase-cdc' without changes-as-events is upstream's typed table. */
class TypedCaptureIT extends CaptureTest {

  private final StreamExecutionEnvironment environment =
      StreamExecutionEnvironment.getExecutionEnvironment();
  private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);

  @BeforeEach
  void declareATypedTable() throws Exception {
    environment.setParallelism(1);
    Map<String, String> typed = DATABASE.connection();
    typed.put("database-name", schema);
    typed.put("table-name", "orders");
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY, amount DECIMAL(5,2))");
    DATABASE.execute("INSERT INTO orders VALUES (1, 1.10)");
    tables.executeSql(
        "CREATE TABLE orders (id INT, amount DECIMAL(5,2), from_table STRING METADATA FROM"
            + " 'table_name' VIRTUAL, PRIMARY KEY (id) NOT ENFORCED) WITH ("
            + CaptureJob.clause(typed)
            + ")");
  }

  @Test
  void itsRowsChangeAsTheTablesDo() throws Exception {
    try (CloseableIterator<Row> rows = tables.executeSql("SELECT * FROM orders").collect()) {
      assertThat(rows.next())
          .isEqualTo(Row.ofKind(RowKind.INSERT, 1, new BigDecimal("1.10"), "orders"));
      DATABASE.execute("UPDATE orders SET amount = 2.20");
      assertThat(rows.next())
          .isEqualTo(Row.ofKind(RowKind.UPDATE_BEFORE, 1, new BigDecimal("1.10"), "orders"));
      assertThat(rows.next())
          .isEqualTo(Row.ofKind(RowKind.UPDATE_AFTER, 1, new BigDecimal("2.20"), "orders"));
      DATABASE.execute("DELETE FROM orders");
      assertThat(rows.next())
          .isEqualTo(Row.ofKind(RowKind.DELETE, 1, new BigDecimal("2.20"), "orders"));
    }
  }

  @Test
  void itsPasswordIsNotInTheJob() throws Exception {
    tables.toChangelogStream(tables.from("orders")).print();
    byte[] graph =
        InstantiationUtil.serializeObject(environment.getStreamGraph(false).getJobGraph());
    assertThat(new String(graph, StandardCharsets.ISO_8859_1))
        .contains(DATABASE.passwordFile().toString())
        .doesNotContain(TestDatabase.PASSWORD);
  }
}
