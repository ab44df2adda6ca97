package io.tideline.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.files.format.CsvFormat;
import io.tideline.connector.files.format.CsvStyle;
import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.JsonFormat;
import io.tideline.connector.files.format.RowEncoder;
import io.tideline.connector.files.format.TextCompression;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import io.tideline.connector.files.sink.FileNames;
import io.tideline.local.database.LocalDatabase;
import io.tideline.verify.column.FileColumn;
import io.tideline.verify.compare.RowDifference.Kind;
import io.tideline.verify.compare.RowDifference.Value;
import io.tideline.verify.database.DatabaseTable;
import io.tideline.verify.database.SourceDatabase;
import io.tideline.verify.database.Throttle;
import io.tideline.verify.files.EventFiles;
import io.tideline.verify.files.RebuiltTable;
import io.tideline.verify.files.Workspace;
import io.tideline.verify.plan.FilesTable;
import io.tideline.verify.plan.FilesTable.CsvForm;
import io.tideline.verify.plan.FilesTable.Rows;
import io.tideline.verify.plan.ShapeChoice;
import io.tideline.verify.range.KeyRange;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real database, files made by hand. */
class TableCheckTest {

  private static final Map<String, LogicalType> ROW =
      new LinkedHashMap<>(Map.of("id", new BigIntType()));

  static {
    ROW.put("name", VarCharType.STRING_TYPE);
  }

  @TempDir static Path data;
  private static LocalDatabase server;
  private static Connection admin;

  @TempDir Path directory;
  private SourceDatabase database;

  @BeforeAll
  static void start() throws Exception {
    server = LocalDatabase.start(data, 0, "secret");
    admin = server.connect();
  }

  @AfterAll
  static void stop() throws Exception {
    admin.close();
    server.close();
  }

  @BeforeEach
  void emptySchema() throws Exception {
    execute("DROP DATABASE IF EXISTS v");
    execute("CREATE DATABASE v");
    execute("USE v");
    database = SourceDatabase.open("127.0.0.1", server.port(), LocalDatabase.USER, "secret");
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  /** The form of a value that its file and its database must make alike, at its limits. */
  @Test
  void valuesOfEveryTypeAtTheirLimitsAreTheSameOnBothSides() throws Exception {
    execute(
        "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, big BIGINT, small TINYINT, dec1"
            + " DECIMAL(38,10), dec2 DECIMAL(12,2), f FLOAT, d DOUBLE, b BOOLEAN, bits BIT(20), y"
            + " YEAR, txt TEXT, e ENUM('a','b'), s SET('x','y'), j JSON, bin BINARY(3), blb BLOB, da"
            + " DATE, ti TIME(3), dt DATETIME(6), ts TIMESTAMP(3))");
    execute(
        "INSERT INTO t VALUES (18446744073709551615, -9223372036854775808, -128,"
            + " -9999999999999999999999999999.9999999999, 0.00, 16777217.3, 1.7976931348623157E308,"
            + " 1, 1048575, 2155, 'é 海 😀 \\n\\\\\"', 'b', 'x,y', '{\"k\": [1.50]}', X'0100', X'00FF',"
            + " '9999-12-31', '23:59:59.999', '1000-01-01 00:00:00.000001', '2038-01-19"
            + " 03:14:07.999')");
    execute("INSERT INTO t (id, ts) VALUES (0, NULL)");
    execute("UPDATE t SET ts = NULL WHERE id = 0");
    Map<String, LogicalType> types = new LinkedHashMap<>();
    types.put("id", new DecimalType(20, 0));
    types.put("big", new BigIntType());
    types.put("small", new IntType());
    types.put("dec1", new DecimalType(38, 10));
    types.put("dec2", new DecimalType(14, 4));
    types.put("f", new FloatType());
    types.put("d", new DoubleType());
    types.put("b", new BooleanType());
    types.put("bits", new IntType());
    types.put("y", new IntType());
    for (String text : List.of("txt", "e", "s", "j")) {
      types.put(text, VarCharType.STRING_TYPE);
    }
    types.put("bin", new VarBinaryType(VarBinaryType.MAX_LENGTH));
    types.put("blb", new VarBinaryType(VarBinaryType.MAX_LENGTH));
    types.put("da", new DateType());
    types.put("ti", new TimeType(3));
    types.put("dt", new TimestampType(6));
    types.put("ts", new LocalZonedTimestampType(3));
    String limits =
        "{\"_event_id\":\"e1\",\"_op\":\"READ\",\"_position\":\"%s\",\"id\":18446744073709551615,"
            + "\"big\":-9223372036854775808,\"small\":-128,"
            + "\"dec1\":-9999999999999999999999999999.9999999999,\"dec2\":0.0000,\"f\":16777217.3,"
            + "\"d\":1.7976931348623157E308,\"b\":true,\"bits\":1048575,\"y\":2155,"
            + "\"txt\":\"é 海 😀 \\n\\\\\\\"\",\"e\":\"b\",\"s\":\"x,y\",\"j\":\"{\\\"k\\\": [1.50]}\","
            + "\"bin\":\"AQAA\",\"blb\":\"AP8=\",\"da\":\"9999-12-31\",\"ti\":\"23:59:59.999\","
            + "\"dt\":\"1000-01-01 00:00:00.000001\",\"ts\":\"2038-01-19 03:14:07.999Z\"}";
    String nulls =
        "{\"_event_id\":\"e2\",\"_op\":\"READ\",\"_position\":\"%s\",\"id\":0"
            + types.keySet().stream()
                .skip(1)
                .map(name -> ",\"" + name + "\":null")
                .collect(Collectors.joining())
            + "}";
    file(0, ".json", limits.formatted(position(1)), nulls.formatted(position(1)));

    TableResult result = check(types);

    assertThat(result.samples().differences()).isEmpty();
    assertThat(result.agrees()).isTrue();
    assertThat(result.rows().inDatabase()).isEqualTo(2);
    assertThat(result.scope().columns()).hasSize(types.size());

    execute(
        "UPDATE t SET d = 1.7976931348623155E308, dt = '1000-01-01 00:00:00.000002' WHERE big < 0");
    assertThat(check(types).samples().differences().get(0).values())
        .extracting(Value::column)
        .containsExactly("d", "dt");
  }

  @Test
  void rowsOfATextKeyAreToldApartAsTheirDatabaseDoesNotOrderThem() throws Exception {
    execute("CREATE TABLE t (id VARCHAR(20) PRIMARY KEY, name TEXT)");
    execute("INSERT INTO t VALUES ('B', 'x'), ('a', 'x'), ('C', 'x'), ('é', 'x'), ('~', 'x')");
    Map<String, LogicalType> types = new LinkedHashMap<>();
    types.put("id", VarCharType.STRING_TYPE);
    types.put("name", VarCharType.STRING_TYPE);
    file(
        0,
        ".json",
        List.of("B", "a", "é", "~", "c").stream()
            .map(id -> event("e" + id, "READ", 1, "\"" + id + "\"", id.equals("é") ? "y" : "x"))
            .toArray(String[]::new));

    TableResult result = check(types, settings(2));

    assertThat(result.ranges()).hasSize(3);
    assertThat(result.samples().differences())
        .extracting(difference -> difference.key().get("id") + " " + difference.kind())
        .containsExactlyInAnyOrder("C NOT_IN_FILES", "c NOT_IN_DATABASE", "é VALUE");
  }

  @Test
  void whatDiffersAmongManyRowsIsFoundToTheRow() throws Exception {
    rows(1_000);
    file(
        0,
        ".json.gz",
        IntStream.rangeClosed(1, 1_001)
            .filter(id -> id != 500)
            .mapToObj(id -> event("e" + id, "READ", 1, id, id == 77 ? "other" : "n" + id))
            .toArray(String[]::new));

    TableResult result = check(ROW, settings(100));

    assertThat(result.rows()).isEqualTo(new TableResult.Rows(1_000, 1_000, 3));
    assertThat(result.samples().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "1001"), Kind.NOT_IN_DATABASE, List.of()),
            new RowDifference(Map.of("id", "500"), Kind.NOT_IN_FILES, List.of()),
            new RowDifference(
                Map.of("id", "77"), Kind.VALUE, List.of(new Value("name", "n77", "other"))));
    assertThat(result.ranges().stream().filter(range -> !range.agrees())).hasSize(3);
    assertThat(result.ranges()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "json.gz", "json.zst", "csv", "csv.gz", "csv.zst", "parquet"})
  void filesOfEveryFormatAndCompressionAreReadAlsoInPartitionDirectories(String suffix)
      throws Exception {
    rows(3);
    write("v_t_20261123150000_0-0." + suffix, suffix, 1);
    // The value of a partition stands in the file, and a path may have it in another form.
    write("name=%6E2/v_t_20261123150000_0-1." + suffix, suffix, 2);
    write("name=n3/id=9/v_t_20261123150000_0-2." + suffix, suffix, 3);
    write("_taken_back/v_t_20261123150000_0-3." + suffix, suffix, 4);
    write("name=n3/.set-aside/v_t_20261123150000_0-4." + suffix, suffix, 5);

    TableResult result = check(ROW);

    assertThat(result.samples().differences()).isEmpty();
    assertThat(result.rows()).isEqualTo(new TableResult.Rows(3, 3, 0));
    assertThat(result.events()).isEqualTo(new TableResult.Events(3, 0, 0));
  }

  @Test
  void filesOfARouteThatLeavesRowsOutAreNotCompared() throws Exception {
    rows(1);
    assertThatThrownBy(() -> ShapeChoice.of(table(ROW, Rows.NOT_ALL), database, Set.of("name")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the route of files.t filters, joins or groups, so its files do not tell what is in v.t");
    assertThatThrownBy(
            () -> ShapeChoice.of(table(ROW, Rows.ALL_WITH_OTHER_COLUMNS), database, Set.of()))
        .hasMessageContaining("--columns v.t=…");
    assertThat(
            ShapeChoice.of(table(ROW, Rows.ALL_WITH_OTHER_COLUMNS), database, Set.of("name"))
                .shape()
                .columns())
        .hasSize(2);
  }

  @Test
  void onlyTheNamedRangesAreCompared() throws Exception {
    rows(100);
    file(0, ".json", event("e", "READ", 1, 42, "n42"));
    KeyRange range = new KeyRange(BigInteger.valueOf(40), BigInteger.valueOf(45));

    TableResult result = run(ROW, List.of(range), settings(100), "w", progress(Long.MAX_VALUE));

    assertThat(result.rows()).isEqualTo(new TableResult.Rows(5, 1, 4));
  }

  @Test
  void aValueThatTheTypeCannotMeanIsADifferenceAndStopsNothing() throws Exception {
    execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name DECIMAL(5,2))");
    execute("INSERT INTO t VALUES (1, NULL), (2, 1.50)");
    Map<String, LogicalType> types = new LinkedHashMap<>(ROW);
    types.put("name", new DoubleType());
    file(
        0,
        ".csv",
        "_event_id,_op,_position,_event_time,id,name",
        "e1,READ," + position(1) + ",,1,twelve",
        "e2,READ," + position(1) + ",,2,1.5");

    TableResult result = check(types);

    assertThat(result.rows().differing()).isEqualTo(1);
    assertThat(result.samples().differences().get(0).key()).containsEntry("id", "1");
  }

  @Test
  void eventsThatAreThereTwiceOrMustBeMissingAreNamed() throws Exception {
    execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT)");
    execute("INSERT INTO t VALUES (1, 'b'), (2, 'b'), (3, 'b')");
    String[] first = {event("e1", "INSERT", 1, 1, "a"), event("e2", "UPDATE", 2, 1, "b")};
    file(0, ".json", first);
    file(1, ".json", first);
    file(
        2,
        ".json",
        event("e3", "UPDATE", 3, 2, "b"),
        event("e4", "INSERT", 4, 3, "a"),
        event("e5", "INSERT", 5, 3, "b"),
        // A correction mends what was before it.
        event("e6", "UPDATE", 6, 4, "x"),
        event("repair-7", "DELETE", 7, 4, "x"));

    TableResult result = check(ROW);

    assertThat(result.rows().differing()).isZero();
    assertThat(result.events()).isEqualTo(new TableResult.Events(7, 2, 2));
    assertThat(result.agrees()).isFalse();
    assertThat(result.samples().gaps())
        .extracting(gap -> gap.event() + " after " + gap.before())
        .containsExactly("e3 after null", "e5 after INSERT");
    assertThat(result.samples().doubledFiles()).hasSize(1);
    assertThat(result.samples().duplicates())
        .allSatisfy(duplicate -> assertThat(duplicate.files()).hasSize(2));
  }

  @Test
  void anInterruptedRunGoesOnWhereItStopped() throws Exception {
    rows(100);
    file(0, ".json", event("e", "READ", 1, 5, "n5"));

    assertThatThrownBy(() -> run(ROW, List.of(KeyRange.ALL), settings(10), "w", progress(3)))
        .hasMessage("stopped");
    Counting second = progress(Long.MAX_VALUE);
    TableResult result = run(ROW, List.of(KeyRange.ALL), settings(10), "w", second);

    assertThat(second.looks).isEqualTo(7);
    assertThat(result.ranges()).hasSize(10);
    assertThat(result.rows()).isEqualTo(new TableResult.Rows(100, 1, 99));
  }

  @Test
  void aRunWhoseFilesAreOthersBeginsAnew() throws Exception {
    rows(20);
    Path file = file(0, ".json", event("e", "READ", 1, 5, "n5"));
    assertThatThrownBy(() -> run(ROW, List.of(KeyRange.ALL), settings(10), "w", progress(1)))
        .hasMessage("stopped");
    Files.delete(file);

    boolean anew = workspace("w", workspace -> rebuilt(workspace, ROW).isEmpty());

    assertThat(anew).isTrue();
  }

  private static void rows(int count) throws Exception {
    execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT)");
    execute("INSERT INTO t SELECT seq, CONCAT('n', seq) FROM seq_1_to_" + count);
  }

  private TableResult check(Map<String, LogicalType> types) throws Exception {
    return check(types, settings(100));
  }

  private TableResult check(Map<String, LogicalType> types, CheckSettings settings)
      throws Exception {
    return run(
        types,
        List.of(KeyRange.ALL),
        settings,
        "fresh" + System.nanoTime(),
        progress(Long.MAX_VALUE));
  }

  private TableResult run(
      Map<String, LogicalType> types,
      List<KeyRange> areas,
      CheckSettings settings,
      String name,
      Progress progress)
      throws Exception {
    FilesTable table = table(types);
    ShapeChoice choice = ShapeChoice.of(table, database, Set.of());
    return workspace(
        name,
        workspace ->
            new TableCheck(
                    new Sides(
                        choice.shape(),
                        database,
                        new DatabaseTable(database.connection(), choice.shape(), new Throttle(0)),
                        new EventFiles(table),
                        rebuilt(workspace, types).orElseThrow()),
                    workspace)
                .check(areas, settings, progress, "files.t", choice.notCompared()));
  }

  private Optional<RebuiltTable> rebuilt(Workspace workspace, Map<String, LogicalType> types)
      throws Exception {
    FilesTable table = table(types);
    return RebuiltTable.of(
        workspace,
        table,
        ShapeChoice.of(table, database, Set.of()).shape(),
        new EventFiles(table).finished());
  }

  private interface Use<T> {
    T with(Workspace workspace) throws Exception;
  }

  private <T> T workspace(String name, Use<T> use) throws Exception {
    try (Workspace workspace = Workspace.open(directory.resolve(name + ".duckdb"), "512MB")) {
      return use.with(workspace);
    }
  }

  private FilesTable table(Map<String, LogicalType> types) {
    return table(types, Rows.ALL_AS_THEY_ARE);
  }

  private FilesTable table(Map<String, LogicalType> types, Rows rows) {
    return new FilesTable(
        "files.t",
        "v",
        "t",
        directory.resolve("v.t"),
        new FileNames("v", "t", "json"),
        new CsvForm(",", "", true),
        types.entrySet().stream()
            .map(column -> FileColumn.of(column.getKey(), column.getValue()))
            .toList(),
        "changes.t",
        rows);
  }

  private static CheckSettings settings(int rowsPerRange) {
    return new CheckSettings(rowsPerRange, 5, Duration.ZERO, Duration.ofMillis(1), 20);
  }

  /** As the sink writes it: the event of a row with its name. */
  private void write(String name, String suffix, long id) throws Exception {
    RowType type =
        RowType.of(
            new LogicalType[] {
              VarCharType.STRING_TYPE,
              VarCharType.STRING_TYPE,
              VarCharType.STRING_TYPE,
              new LocalZonedTimestampType(3),
              new BigIntType(),
              VarCharType.STRING_TYPE
            },
            new String[] {"_event_id", "_op", "_position", "_event_time", "id", "name"});
    TextCompression compression =
        suffix.endsWith(".gz")
            ? TextCompression.GZIP
            : suffix.endsWith(".zst") ? TextCompression.ZSTD : TextCompression.NONE;
    FileFormat format =
        switch (suffix.substring(0, 3)) {
          case "jso" -> new JsonFormat(type, compression);
          case "csv" ->
              new CsvFormat(
                  type, new CsvStyle(",", "", CsvStyle.Quoting.MINIMAL, true), compression);
          default -> new ParquetFormat(type, PageCodec.ZSTD, 1 << 20);
        };
    Path file = directory.resolve("v.t").resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      RowEncoder encoder = format.create(out);
      encoder.write(
          GenericRowData.of(
              StringData.fromString("e" + id),
              StringData.fromString("READ"),
              StringData.fromString(position(1)),
              TimestampData.fromEpochMillis(0),
              id,
              StringData.fromString("n" + id)));
      encoder.finish();
    }
  }

  private Path file(int number, String suffix, String... lines) throws Exception {
    Path folder = Files.createDirectories(directory.resolve("v.t"));
    Path file = folder.resolve("v_t_20261123150000_0-" + number + suffix);
    try (OutputStream out =
        suffix.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static String event(String event, String op, int offset, Object id, String name) {
    return "{\"_event_id\":\"%s\",\"_op\":\"%s\",\"_position\":\"%s\",\"_event_time\":null,\"id\":%s,\"name\":\"%s\"}"
        .formatted(event, op, position(offset), id, name);
  }

  private static String position(int offset) {
    return "0001-00000001-%012d-0000000-0".formatted(offset);
  }

  private static void execute(String sql) throws Exception {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Counting progress(long stopAfter) {
    return new Counting(stopAfter);
  }

  /** Counts the ranges, and breaks off as a kill does: after one is noted. */
  private static final class Counting implements Progress {
    private final long stopAfter;
    private long looks;

    Counting(long stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void compared(long ranges, long rows, long estimated, long differing) {
      looks++;
      if (looks == stopAfter) {
        throw new IllegalStateException("stopped");
      }
    }

    @Override
    public void waiting(long differing) {}
  }
}
