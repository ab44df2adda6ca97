package io.tideline.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tideline.local.database.LocalDatabase;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.local.demo.shop.ShopDatabase;
import io.tideline.local.demo.shop.Workload;
import io.tideline.tests.testkit.TidelineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tideline verify} as a user starts it, on the files of the whole pipeline: everything that
 * can go wrong with files goes wrong, it finds each, and repairs it through the topic.
 */
class VerifyIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String SECRET = "never-to-be-seen-3e05";
  private static final int CHANGES = 1_500;
  private static final long SHORT_LIVED = 424_242_424_242L;

  private static final String PRODUCTS =
      List.of(
              ("_event_id,_op,_position,_event_time,sku,title,description,price,weight,rating,stock,"
                      + "flags,released,opens_at")
                  .split(","))
          .stream()
          .map(name -> "'" + name + "': 'VARCHAR'")
          .collect(Collectors.joining(", ", "{", "}"));

  private final Map<String, String> environment = new HashMap<>();

  @TempDir Path directory;
  private Path output;
  private LocalDatabase database;
  private LocalDatahub datahub;
  private TidelineProcess capture;
  private TidelineProcess deliver;

  @BeforeEach
  void startThePipeline() throws Exception {
    output = directory.resolve("output");
    database = LocalDatabase.start(directory.resolve("database"), 0, SECRET);
    datahub = LocalDatahub.start(DatahubSettings.local("ak", SECRET, directory.resolve("datahub")));
    environment.put("TIDELINE_DATABASE_HOST", "127.0.0.1");
    environment.put("TIDELINE_DATABASE_PORT", Integer.toString(database.port()));
    environment.put("TIDELINE_DATABASE_PASSWORD", SECRET);
    environment.put("TIDELINE_DATAHUB_ENDPOINT", datahub.endpoint());
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", "ak");
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", SECRET);
    environment.put("TIDELINE_CAPTURE_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_CAPTURE_STATE_DIRECTORY", directory.resolve("c").toString());
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "1 s");
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", directory.resolve("d").toString());
    environment.put("TIDELINE_OUTPUT_PATH", output.toString());
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", "3 s");
    environment.put("TIDELINE_DEAD_LETTERS_PATH", directory.resolve("letters").toString());
    TidelineProcess.run(directory, environment, "topic", "create");
    try (ShopDatabase shop = new ShopDatabase(database.connect())) {
      shop.create(7);
    }
    capture = job("capture");
    deliver = job("deliver");
    change();
  }

  @AfterEach
  void stop() throws Exception {
    capture.close();
    deliver.close();
    datahub.close();
    database.close();
  }

  @Test
  void everythingThatGoesWrongWithFilesIsFoundAndRepaired() throws Exception {
    // What is still on its way is waited for.
    assertThat(verify(0, "--wait", "3 min"))
        .contains("shop.orders")
        .doesNotContain("DIFFERS", SECRET);
    assertThat(report().get("agrees").asBoolean()).isTrue();
    awaitAllFiles();
    capture.kill();

    removeLine("shop.customers", newestOf("shop.customers", "id", 1, "_op <> 'DELETE'"));
    removeLine("shop.customers", newestOf("shop.customers", "id", 2, "_op = 'DELETE'"));
    String price = changePrice(newestOf("shop.products", "sku", 1, "_op <> 'DELETE'"));
    Path missing = largestFile("shop.order_items");
    long lostRows = newestIn(missing, "shop.order_items", "order_id, line_no");
    Files.delete(missing);
    Path doubled = largestFile("shop.orders");
    Files.copy(
        doubled,
        doubled.resolveSibling(doubled.getFileName().toString().replaceFirst("_0-|_1-", "_7-")),
        StandardCopyOption.COPY_ATTRIBUTES);
    long doubledEvents = rows(doubled);
    assertThat(lostRows).isPositive();

    String found = verify(1, "--wait", "5 s", "--repair");

    JsonNode customers = table("shop.customers");
    assertThat(kinds(customers)).containsExactlyInAnyOrder("NOT_IN_FILES", "NOT_IN_DATABASE");
    JsonNode products = table("shop.products");
    assertThat(kinds(products)).containsExactly("VALUE");
    assertThat(products.at("/first/differences/0/values").toString())
        .contains("\"column\":\"price\"", "\"inDatabase\":\"" + price, "\"inFiles\":\"-77.77\"");
    assertThat(products.at("/first/differences/0/values").size()).isEqualTo(1);
    assertThat(table("shop.order_items").at("/rows/differing").asLong()).isEqualTo(lostRows);
    assertThat(table("shop.orders").at("/events/duplicates").asLong()).isEqualTo(doubledEvents);
    assertThat(table("shop.orders").at("/rows/differing").asLong()).isZero();
    assertThat(report().get("setAside").size()).isEqualTo(1);
    long corrections = report().get("corrections").asLong();
    assertThat(corrections).isGreaterThanOrEqualTo(lostRows + 3);
    assertThat(found)
        .contains("DIFFERS", corrections + " corrective events sent")
        .doesNotContain(SECRET);

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .failFast(() -> !deliver.isAlive())
        .until(() -> corrected() == corrections);
    assertThat(verify(0, "--wait", "10 s")).doesNotContain("DIFFERS");
    assertThat(Files.readString(directory.resolve("verify/report.html"))).contains("All agrees");
  }

  @Test
  void rangesAndColumnsNarrowWhatIsComparedAndAFilteredRouteIsRefused() throws Exception {
    verify(0, "--wait", "3 min");
    awaitAllFiles();
    capture.kill();
    long deleted = Long.parseLong(inDatabase("SELECT min(id) FROM shop.orders"));
    long changed = Long.parseLong(inDatabase("SELECT max(id) FROM shop.orders"));
    try (Connection admin = database.connect();
        Statement statement = admin.createStatement()) {
      statement.execute("DELETE FROM shop.orders WHERE id = " + deleted);
      statement.execute("UPDATE shop.orders SET status = 'lost' WHERE id = " + changed);
    }

    String ranges = "shop.orders:%d..%d".formatted(deleted, deleted + 5);
    assertThat(verify(1, "--wait", "1 s", "--ranges", ranges)).doesNotContain("shop.customers");
    assertThat(table("shop.orders").at("/rows/inDatabase").asLong()).isLessThan(5);
    assertThat(kinds(table("shop.orders"))).containsExactly("NOT_IN_DATABASE");
    verify(0, "--wait", "1 s", "--ranges", "shop.orders:%d..%d".formatted(deleted + 1, changed));

    verify(
        1, "--wait", "1 s", "--table", "shop.orders", "--ranges", "shop.orders:" + changed + "..");
    assertThat(table("shop.orders").at("/first/differences/0/values/0/column").asText())
        .isEqualTo("status");
    verify(
        0,
        "--wait",
        "1 s",
        "--columns",
        "shop.orders=amount,note",
        "--ranges",
        "shop.orders:" + changed + "..");

    String sql = filteredRoutes().toString();
    assertThat(verify(3, "--sql", sql, "--table", "shop.orders", "--columns", "shop.orders=note"))
        .contains("the route of files.orders filters, joins or groups");

    Path log =
        Files.writeString(
            directory.resolve("capture.log"),
            """
            2026-11-23 15:00:00,000 INFO  something else
            2026-11-23 15:00:01,000 WARN  Rows of shop.orders with [id] from [%d] to before [%d] may be read a second time, at 1/2
            """
                .formatted(deleted, deleted + 3));
    assertThat(verify(1, "--wait", "1 s", "--ranges", log.toString(), "--repair"))
        .contains("1 corrective events sent");
    await().atMost(PATIENCE).failFast(() -> !deliver.isAlive()).until(() -> corrected() == 1);
    verify(0, "--wait", "10 s", "--ranges", log.toString());
  }

  /** The project's routes, but that of orders leaves some out. */
  private Path filteredRoutes() throws IOException {
    Path deliver = Files.createDirectories(directory.resolve("sql/deliver"));
    try (Stream<Path> files = Files.list(Path.of("../sql/deliver"))) {
      for (Path file : files.toList()) {
        Files.writeString(
            deliver.resolve(file.getFileName()),
            Files.readString(file)
                .replace("FROM changes.orders;", "FROM changes.orders WHERE amount > 1;"));
      }
    }
    return deliver.getParent();
  }

  private TidelineProcess job(String name) throws IOException {
    return TidelineProcess.start(directory, environment, "run", "--job", name, "--web-port", "0");
  }

  /** Many changes of every kind; and a customer who comes and goes, a product that only comes. */
  private void change() throws Exception {
    ShopDatabase shop = new ShopDatabase(database.connect());
    try (Workload workload = new Workload(shop, 1_000, shop.events() + CHANGES)) {
      // What changes before the snapshot has read it makes no event.
      long initial = shop.initialEvents();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .until(() -> count("TRUE") == initial);
      workload.start();
      await().atMost(PATIENCE).until(workload::isDone);
    }
    try (Connection admin = database.connect();
        Statement statement = admin.createStatement()) {
      statement.execute(
          "INSERT INTO shop.customers (id, name, balance, active, updated_at) VALUES"
              + " ("
              + SHORT_LIVED
              + ", 'short', 1.5, 1, '2026-11-23 15:00:00.000001')");
      statement.execute("DELETE FROM shop.customers WHERE id = " + SHORT_LIVED);
      statement.execute(
          "INSERT INTO shop.products VALUES ('of verify', 'new', NULL, 12.50, 0.5, NULL, 1, 1, 2026,"
              + " '12:00:00')");
    }
  }

  /** A row that came and went is no difference, so its events may still be on their way. */
  private void awaitAllFiles() {
    String gone = "SELECT _op FROM " + events("shop.customers") + " WHERE id = " + SHORT_LIVED;
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(query(gone)).containsExactlyInAnyOrder("INSERT", "DELETE");
              assertThat(openFiles()).isEmpty();
            });
  }

  private List<Path> openFiles() throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".shop_")).toList();
    }
  }

  private String verify(int exit, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("verify"));
    for (String option : List.of("--work", "--report")) {
      arguments.addAll(List.of(option, directory.resolve("verify").toString()));
    }
    arguments.addAll(List.of(more));
    try (TidelineProcess process =
        TidelineProcess.start(directory, environment, arguments.toArray(String[]::new))) {
      assertThat(process.awaitExit()).as(process.output()).isEqualTo(exit);
      return process.output();
    }
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("verify/report.json").toFile());
  }

  private JsonNode table(String source) throws IOException {
    for (JsonNode table : report().get("tables")) {
      if (table.get("source").asText().equals(source)) {
        return table;
      }
    }
    throw new AssertionError("no table " + source + " in the report");
  }

  private static List<String> kinds(JsonNode table) {
    return table.at("/first/differences").findValuesAsText("kind");
  }

  /** The newest event of some key that has so many. */
  private String newestOf(String table, String key, int events, String where) throws Exception {
    return query(
            "SELECT _event_id FROM (SELECT * FROM "
                + events(table)
                + " QUALIFY row_number() OVER (PARTITION BY "
                + key
                + " ORDER BY _position DESC) = 1 AND count(*) OVER (PARTITION BY "
                + key
                + ") = "
                + events
                + ") WHERE "
                + where
                + " ORDER BY _event_id LIMIT 1")
        .get(0);
  }

  /** How many rows would be others without this file. */
  private long newestIn(Path file, String table, String key) throws Exception {
    String newest =
        "(SELECT * FROM (SELECT * FROM "
            + events(table)
            + " WHERE %s QUALIFY row_number() OVER (PARTITION BY "
            + key
            + " ORDER BY _position DESC, _op = 'READ') = 1) WHERE _op <> 'DELETE')";
    return Long.parseLong(
        query(
                "SELECT count(*) FROM "
                    + newest.formatted("TRUE")
                    + " a FULL JOIN "
                    + newest.formatted("filename <> '" + file + "'")
                    + " b USING ("
                    + key
                    + ") WHERE a._event_id IS DISTINCT FROM b._event_id")
            .get(0));
  }

  private long corrected() throws Exception {
    return count("_event_id LIKE 'repair-%'");
  }

  /** How many rows all files have. */
  private long count(String where) throws SQLException {
    long count = 0;
    for (String table :
        List.of("shop.customers", "shop.products", "shop.orders", "shop.order_items")) {
      count +=
          Long.parseLong(query("SELECT count(*) FROM " + events(table) + " WHERE " + where).get(0));
    }
    return count;
  }

  private String events(String table) {
    String files = output.resolve(table) + "/shop_*";
    return switch (table) {
      case "shop.customers" ->
          "read_json('%s', filename=true, format='newline_delimited', columns={_event_id: 'VARCHAR', _op: 'VARCHAR', _position: 'VARCHAR', id: 'UBIGINT'})"
              .formatted(files);
      case "shop.products" ->
          "read_csv('%s', filename=true, auto_detect=false, header=true, delim=',', quote='\"', escape='\"', columns=%s)"
              .formatted(files, PRODUCTS);
      default -> "read_parquet('%s', filename=true)".formatted(files);
    };
  }

  private void removeLine(String table, String event) throws Exception {
    Path file = fileOf(table, event);
    String text = Files.readString(file);
    int at = text.indexOf(event);
    Files.writeString(
        file,
        text.substring(0, text.lastIndexOf('\n', at) + 1)
            + text.substring(text.indexOf('\n', at) + 1));
  }

  /** Returns what it was. */
  private String changePrice(String event) throws Exception {
    String price =
        query("SELECT price FROM " + events("shop.products") + " WHERE _event_id = '" + event + "'")
            .get(0);
    Path file = fileOf("shop.products", event);
    String text = Files.readString(file);
    int at = text.indexOf("," + price + ",", text.indexOf(event));
    Files.writeString(
        file, text.substring(0, at) + ",-77.77," + text.substring(at + price.length() + 2));
    return price;
  }

  private Path fileOf(String table, String event) throws Exception {
    return Path.of(
        query("SELECT filename FROM " + events(table) + " WHERE _event_id = '" + event + "'")
            .get(0));
  }

  private Path largestFile(String table) throws IOException {
    try (Stream<Path> files = Files.list(output.resolve(table))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("shop_"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private String inDatabase(String query) throws SQLException {
    try (Connection admin = database.connect();
        Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private long rows(Path file) throws SQLException {
    return Long.parseLong(query("SELECT count(*) FROM read_parquet('" + file + "')").get(0));
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
