package io.tideline.tests.testkit;

import io.tideline.event.Position;
import io.tideline.local.database.LocalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One real database for all tests of a JVM, started with the first that needs it; each test makes a
 * schema of its own in it.
 */
public final class TestDatabase implements BeforeAllCallback {

  /** Of the user that captures. */
  public static final String PASSWORD = "never-to-be-seen-9f27";

  private volatile Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class);
  }

  /** A database of its own, for tests that no extension serves; {@link #stop} ends it. */
  public static TestDatabase start() {
    TestDatabase database = new TestDatabase();
    database.running = Running.start();
    return database;
  }

  public void stop() throws Exception {
    running.close();
  }

  /** As {@code kill -9} does, then a start at the same port. What was not committed is gone. */
  public void killAndRestart() throws Exception {
    running = running.killAndRestart();
  }

  /** A connection of the test's own, for a thread of its own. */
  public Connection connect() throws SQLException {
    return running.database.connect();
  }

  /** Makes an empty schema and goes there: statements need not name it. */
  public String newSchema() throws SQLException {
    String schema = "shop_" + UUID.randomUUID().toString().substring(0, 8);
    execute("CREATE DATABASE " + schema);
    execute("USE " + schema);
    return schema;
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = running.admin.createStatement()) {
      statement.execute(sql);
    }
  }

  /** One column of the first row of a result. */
  public String query(String sql, String column) throws SQLException {
    try (Statement statement = running.admin.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(column);
    }
  }

  /** The place in a log of the first epoch to which all is written that was committed. */
  public Position endOfLog() throws SQLException {
    try (Statement statement = running.admin.createStatement();
        ResultSet status = statement.executeQuery("SHOW MASTER STATUS")) {
      status.next();
      String file = status.getString("File");
      int number = Integer.parseInt(file.substring(file.lastIndexOf('.') + 1));
      return Position.of(1, number, status.getLong("Position"), 0, Position.WHOLE);
    }
  }

  /** Holds {@link #PASSWORD}. */
  public Path passwordFile() {
    return running.passwordFile;
  }

  /** How 'oceanbase-cdc' connects. */
  public Map<String, String> connection() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connector", "oceanbase-cdc");
    options.put("hostname", "127.0.0.1");
    options.put("port", Integer.toString(running.database.port()));
    options.put("username", LocalDatabase.USER);
    options.put("password", "${file:" + passwordFile() + "}");
    options.put("server-time-zone", "UTC");
    return options;
  }

  private static final class Running implements ExtensionContext.Store.CloseableResource {

    private final Path directory;
    private final LocalDatabase database;
    private final Connection admin;
    private final Path passwordFile;

    private Running(Path directory) throws Exception {
      this.directory = directory;
      this.database = LocalDatabase.start(directory.resolve("data"), 0, PASSWORD);
      this.admin = database.connect();
      this.passwordFile = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    }

    Running killAndRestart() throws Exception {
      database.kill();
      return new Running(directory);
    }

    static Running start() {
      try {
        return new Running(Files.createTempDirectory("tideline-database"));
      } catch (Exception e) {
        throw new IllegalStateException("the database for the tests does not start", e);
      }
    }

    @Override
    public void close() throws Exception {
      admin.close();
      database.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }
}
