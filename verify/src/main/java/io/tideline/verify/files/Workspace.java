package io.tideline.verify.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The DuckDB database of one table on disk: what the files tell, and how far the comparison is. It
 * holds more than memory does, outlives an interrupted run, and is removed when a run is done.
 */
public final class Workspace implements AutoCloseable {

  /** Work that is done in one go or not at all. */
  public interface Step {
    void run() throws SQLException, InterruptedException;
  }

  private final Path file;
  private final DuckDBConnection connection;

  private Workspace(Path file, DuckDBConnection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Goes on with what is there.
   *
   * @param memory how much DuckDB may hold, such as {@code 512MB}; more goes to disk
   * @throws SQLException also when another process has it open
   */
  public static Workspace open(Path file, String memory) throws SQLException, IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
    Workspace workspace = new Workspace(file, connection);
    workspace.execute("SET TimeZone = 'UTC'");
    workspace.execute("SET memory_limit = '" + memory + "'");
    workspace.execute("SET threads = 2");
    workspace.execute("SET preserve_insertion_order = false");
    workspace.execute("CREATE TABLE IF NOT EXISTS meta (name VARCHAR PRIMARY KEY, value VARCHAR)");
    return workspace;
  }

  public Optional<String> recall(String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  public void remember(String name, String value) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, value);
      insert.execute();
    }
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  public DuckDBAppender appender(String table) throws SQLException {
    return connection.createAppender(table);
  }

  public Connection connection() {
    return connection;
  }

  public void atOnce(Step step) throws SQLException, InterruptedException {
    execute("BEGIN TRANSACTION");
    try {
      step.run();
      execute("COMMIT");
    } catch (SQLException | InterruptedException | RuntimeException e) {
      try {
        execute("ROLLBACK");
      } catch (SQLException rollback) {
        e.addSuppressed(rollback);
      }
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Closes it and removes it. */
  public void remove() throws SQLException, IOException {
    close();
    remove(file);
  }

  public static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
  }
}
