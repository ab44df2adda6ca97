package io.tideline.connector.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.CarriedEvent;
import io.tideline.event.DeadLetterColumns;
import io.tideline.event.Position;
import io.tideline.function.GuardedFunction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tables of files over one table of changes, of which one moves a time on by as many years as
 * the row says: 300,000 are more than its Parquet file can hold, and no trouble for the other.
 */
class DeadLettersOfAStreamTest {

  private static final String ORDERS = "default_database.orders";
  private static final String TO_FILES = ORDERS + " > default_database.orders_files";

  private final String events = UUID.randomUUID().toString();
  private final HandMadeStream stream = HandMadeStream.named(events);
  private long seq;

  @TempDir Path directory;

  @Test
  void aRowThatItsFileRefusesIsALetterWithTheWholeEventAndAllOtherRowsArrive() throws Exception {
    String refused = row(8, "300000");
    run(event(7, 100, row(7, "0")), event(8, 200, refused), event(9, 300, row(9, "1")));

    assertThat(select("SELECT _event_id, id FROM orders_files"))
        .containsExactlyInAnyOrder(Row.of("e100", 7L), Row.of("e300", 9L));
    assertThat(select("SELECT _event_id FROM copies"))
        .containsExactlyInAnyOrder(Row.of("e100"), Row.of("e200"), Row.of("e300"));
    assertThat(
            select(
                "SELECT event_id, op, source, database_name, table_name, primary_key, `before`, `after`, `position`,"
                    + " shard, `sequence`, run, seq, stage, attempt, route, kind FROM letters"))
        .containsExactly(
            Row.of(
                "e200",
                "INSERT",
                "test",
                "shop",
                "orders",
                "{\"id\":8}",
                null,
                refused,
                position(200),
                "0",
                1L,
                1L,
                1L,
                "file",
                0,
                TO_FILES,
                "letter"));
    assertThat(select("SELECT error_class, error FROM letters").toString())
        .contains("RefusedRowException", "column 'at'");
  }

  @Test
  void aLetterThatFailsAgainIsTheSameLetterWithItsAttempt() throws Exception {
    ChangeEvent undecodable = event(9, 300, row(9, "\"many\""));
    ChangeEvent refused = event(8, 200, row(8, "300000"));
    run(
        undecodable,
        refused,
        replayed(undecodable, 1, ORDERS),
        replayed(refused, 1, TO_FILES),
        replayed(refused, 1, TO_FILES));

    assertThat(select("SELECT event_id, stage, attempt, route, kind FROM letters"))
        .containsExactlyInAnyOrder(
            Row.of("e300", "decode", 0, ORDERS, "letter"),
            Row.of("e300", "decode", 1, ORDERS, "letter"),
            Row.of("e200", "file", 0, TO_FILES, "letter"),
            // It passed the gate, and the file refused it again.
            Row.of("e200", null, 1, TO_FILES, "done"),
            Row.of("e200", "file", 1, TO_FILES, "letter"));
    assertThat(select("SELECT DISTINCT event_id, letter_id FROM letters")).hasSize(2);
    assertThat(select("SELECT _event_id FROM copies")).containsExactly(Row.of("e200"));
  }

  @Test
  void aReplayedLetterArrivesOnceAtItsRouteAndIsMarkedDone() throws Exception {
    ChangeEvent event = event(7, 100, row(7, "0"));
    run(replayed(event, 1, TO_FILES), replayed(event, 1, TO_FILES));

    assertThat(select("SELECT _event_id, _superseded FROM orders_files"))
        .containsExactly(Row.of("e100", false));
    assertThat(select("SELECT _event_id FROM copies")).isEmpty();
    assertThat(select("SELECT event_id, attempt, kind, `after` FROM letters"))
        .containsExactly(Row.of("e100", 1, "done", null));
  }

  @Test
  void whatItsKeyHasSeenMeanwhileIsSaidOfAReplayedLetter() throws Exception {
    ChangeEvent first = event(7, 100, row(7, "0"));
    run(first, event(7, 400, row(7, "1")), replayed(first, 1, null), event(7, 500, row(7, "2")));

    assertThat(select("SELECT _event_id, _superseded FROM copies"))
        .containsExactly(
            Row.of("e100", false),
            Row.of("e400", false),
            Row.of("e100", true),
            Row.of("e500", false));
  }

  @Test
  void aLetterForATableThatNothingReadsIsALetterAgain() throws Exception {
    run(
        replayed(event(7, 100, row(7, "0")), 1, "default_database.gone"),
        new ChangeEvent.Builder()
            .eventId("elsewhere")
            .op("INSERT")
            .source("test")
            .table("shop", "gone")
            .position(position(200))
            .build(new Provenance("0", 9, 1, 9, 1, null)));

    assertThat(select("SELECT event_id, attempt, kind, error FROM letters"))
        .containsExactlyInAnyOrder(
            Row.of(
                "e100",
                1,
                "letter",
                "route 'default_database.gone': no table of that name reads shop.orders in this job"),
            Row.of("elsewhere", 1, "letter", "no table reads shop.gone in this job"));
  }

  @Test
  void aRowWithoutItsEventIsALetterWithTheRowAlone() throws Exception {
    stream.add(event(7, 100, row(7, "300000")));
    stream.end();
    environment("streaming")
        .executeSql(
            "INSERT INTO orders_files (_event_id, id, `at`) SELECT _event_id, id,"
                + " TIMESTAMPADD(YEAR, years, `at`) FROM orders")
        .await();

    assertThat(select("SELECT op, route, stage, attempt FROM letters"))
        .containsExactly(Row.of(null, "default_database.orders_files", "file", 0));
    assertThat(select("SELECT `after` FROM letters").get(0).toString())
        .contains("\"_event_id\":\"e100\"", "\"id\":7", "\"at\":\"+302026-11-23 15:00:00.123456\"");
  }

  @Test
  void aRowThatAFunctionFailsOnIsALetterWhereTheRouteSaysSo() throws Exception {
    stream.add(event(7, 100, row(7, "1")), event(8, 200, row(8, "0")));
    stream.end();
    TableEnvironment sql = environment("streaming");
    sql.createTemporarySystemFunction("twelfth", Twelfth.class);
    sql.executeSql("CREATE FUNCTION dead_letter AS 'io.tideline.function.DeadLetterOf'");
    sql.executeSql(
        "CREATE VIEW divided AS SELECT _event_id, _event, id, twelfth(years) AS t FROM orders");
    StatementSet statements = sql.createStatementSet();
    statements.addInsertSql(
        "INSERT INTO copies SELECT _event_id, FALSE, _event, t.`value` FROM divided"
            + " WHERE t.error IS NULL");
    statements.addInsertSql(
        "INSERT INTO letters SELECT * FROM undeliverable UNION ALL SELECT l.* FROM divided AS d,"
            + " LATERAL TABLE(dead_letter(d._event, 'twelfth', d.t.error)) AS l WHERE d.t.error IS NOT NULL");
    statements.execute().await();

    assertThat(select("SELECT _event_id, id FROM copies")).containsExactly(Row.of("e100", 12L));
    assertThat(select("SELECT event_id, stage, error, route, `after`, kind FROM letters"))
        .containsExactly(
            Row.of(
                "e200",
                "twelfth",
                "ArithmeticException: / by zero",
                ORDERS,
                row(8, "0"),
                "letter"));
  }

  /** Twelve divided by a number, which throws for zero. */
  public static final class Twelfth extends GuardedFunction {
    private static final long serialVersionUID = 1L;

    public Twelfth() {
      super(DataTypes.BIGINT(), DataTypes.INT());
    }

    @Override
    protected Object call(Object... arguments) {
      return 12L / (Integer) arguments[0];
    }
  }

  private void run(ChangeEvent... all) throws Exception {
    stream.add(all);
    stream.end();
    StatementSet statements = environment("streaming").createStatementSet();
    statements.addInsertSql(
        "INSERT INTO orders_files SELECT _event_id, _superseded, _event, id,"
            + " TIMESTAMPADD(YEAR, years, `at`) FROM orders");
    statements.addInsertSql(
        "INSERT INTO copies SELECT _event_id, _superseded, _event, id FROM orders");
    statements.addInsertSql("INSERT INTO letters SELECT * FROM undeliverable");
    statements.execute().await();
  }

  private List<Row> select(String query) throws Exception {
    try (CloseableIterator<Row> rows = environment("batch").executeSql(query).collect()) {
      return new ArrayList<>(CollectionUtil.iteratorToList(rows));
    }
  }

  private TableEnvironment environment(String mode) {
    Configuration configuration = new Configuration();
    configuration.setString("execution.runtime-mode", mode);
    configuration.setString("parallelism.default", "1");
    configuration.setString("taskmanager.memory.network.max", "32 mb");
    configuration.setString("taskmanager.memory.managed.size", "64 mb");
    TableEnvironment sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    String event = CarriedEvent.ROW_TYPE.asSerializableString();
    String letter = columns((RowType) DeadLetterColumns.DATA_TYPE.getLogicalType());
    sql.executeSql(
        String.format(
            "CREATE TABLE base (_event_id STRING METADATA, _superseded BOOLEAN METADATA, _event %s METADATA)"
                + " WITH ('connector' = 'hand-made-changes', 'stream' = 'main', 'events' = '%s')",
            event, events));
    sql.executeSql(
        "CREATE TABLE orders (id BIGINT, years INT, `at` TIMESTAMP(6))"
            + " WITH ('table' = 'shop.orders') LIKE base");
    sql.executeSql(
        String.format(
            "CREATE TABLE orders_files (_event_id STRING, _superseded BOOLEAN, _event %s METADATA, id BIGINT,"
                + " `at` TIMESTAMP(6)) WITH ('connector' = 'change-files', 'path' = '%s', 'table' = 'shop.orders',"
                + " 'format' = 'parquet', 'dead-letter-path' = '%s')",
            event, directory.resolve("output"), directory.resolve("letters")));
    sql.executeSql(
        String.format(
            "CREATE TABLE copies (_event_id STRING, _superseded BOOLEAN, _event %s METADATA, id BIGINT)"
                + " WITH ('connector' = 'change-files', 'path' = '%s', 'table' = 'shop.copies', 'format' = 'json',"
                + " 'dead-letter-path' = '%s')",
            event, directory.resolve("output"), directory.resolve("letters")));
    sql.executeSql(
        String.format(
            "CREATE TABLE undeliverable (%s) WITH ('undeliverable' = 'true')"
                + " LIKE base (EXCLUDING METADATA)",
            letter));
    sql.executeSql(
        String.format(
            "CREATE TABLE letters (%s) WITH ('connector' = 'dead-letters', 'path' = '%s')",
            letter, directory.resolve("letters")));
    return sql;
  }

  private static String columns(RowType type) {
    return type.getFields().stream()
        .map(field -> "`" + field.getName() + "` " + field.getType().asSerializableString())
        .collect(Collectors.joining(", "));
  }

  private ChangeEvent event(int key, int place, String after) {
    return builder(key, place, after).build(new Provenance("0", seq, 1, seq++, 0, null));
  }

  private ChangeEvent replayed(ChangeEvent event, int attempt, String route) {
    return new ChangeEvent.Builder()
        .eventId(event.eventId())
        .op(event.op())
        .source(event.source())
        .table(event.database(), event.table())
        .eventTime(event.eventTime())
        .primaryKey(event.primaryKey())
        .images(event.before(), event.after())
        .position(event.position())
        .build(new Provenance("0", 1_000 + seq, 2, seq++, attempt, route));
  }

  private static ChangeEvent.Builder builder(int key, int place, String after) {
    return new ChangeEvent.Builder()
        .eventId("e" + place)
        .op("INSERT")
        .source("test")
        .table("shop", "orders")
        .eventTime(1_000L * place)
        .primaryKey(json("{\"id\":" + key + "}"))
        .images(null, json(after))
        .position(position(place));
  }

  private static String row(int id, String years) {
    return "{\"id\":" + id + ",\"years\":" + years + ",\"at\":\"2026-11-23 15:00:00.123456\"}";
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String position(int place) {
    return Position.of(1, 1, place, 0, Position.WHOLE).toString();
  }
}
