package io.tideline.verify.database;

import io.tideline.verify.column.DatabaseColumn;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database that the changes come from: its catalogue and its log. */
public final class SourceDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SourceDatabase.class);

  /** Where in a log file, behind four bytes that tell what it is. */
  private static final long FIRST_EVENT = 4;

  private final Connection connection;
  private String statusQuery = "SHOW MASTER STATUS";
  private boolean logReadable = true;

  private SourceDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * @throws SQLException when it cannot be reached, or refuses the user
   */
  public static SourceDatabase open(String host, int port, String user, String password)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    Connection connection =
        DriverManager.getConnection("jdbc:mysql://" + address + ":" + port + "/", properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET time_zone = '+00:00'");
    }
    return new SourceDatabase(connection);
  }

  public Connection connection() {
    return connection;
  }

  /** The columns of a table in its order; none when there is no such table. */
  public List<DatabaseColumn> columns(String database, String table) throws SQLException {
    List<DatabaseColumn> columns = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT column_name, data_type, numeric_scale, datetime_precision FROM"
                + " information_schema.columns WHERE table_schema = ? AND table_name = ?"
                + " ORDER BY ordinal_position")) {
      query.setString(1, database);
      query.setString(2, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          columns.add(
              new DatabaseColumn(
                  rows.getString(1), rows.getString(2), rows.getInt(3), rows.getInt(4)));
        }
      }
    }
    return columns;
  }

  /** The names of the primary key's columns in the key's order. */
  public List<String> primaryKey(String database, String table) throws SQLException {
    TreeMap<Integer, String> key = new TreeMap<>();
    try (ResultSet rows = connection.getMetaData().getPrimaryKeys(database, null, table)) {
      while (rows.next()) {
        key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(key.values());
  }

  /** How many rows the database guesses that a table has. */
  public long estimatedRows(String database, String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT table_rows FROM information_schema.tables WHERE table_schema = ? AND table_name"
                + " = ?")) {
      query.setString(1, database);
      query.setString(2, table);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /**
   * How far the log reaches.
   *
   * @throws SQLException when the database has no log, or does not show it to this user
   */
  public LogPosition logPosition() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet status = status(statement)) {
      if (!status.next()) {
        throw new SQLException("the database keeps no row log: " + statusQuery + " has no row");
      }
      return new LogPosition(LogPosition.number(status.getString(1)), status.getLong(2));
    }
  }

  /** MySQL 8.4 knows it by another name only. */
  private ResultSet status(Statement statement) throws SQLException {
    try {
      return statement.executeQuery(statusQuery);
    } catch (SQLSyntaxErrorException e) {
      statusQuery = "SHOW BINARY LOG STATUS";
      return statement.executeQuery(statusQuery);
    }
  }

  /**
   * Whether the log has a change of a table between two places.
   *
   * @return empty when the database does not tell
   */
  public Optional<Boolean> hasChanges(
      String database, String table, LogPosition after, LogPosition before) {
    if (!logReadable) {
      return Optional.empty();
    }
    try {
      for (String file : logFiles()) {
        int number = LogPosition.number(file);
        if (number >= after.file()
            && number <= before.file()
            && fileHasChanges("(" + database + "." + table + ")", file, after, before)) {
          return Optional.of(true);
        }
      }
      return Optional.of(false);
    } catch (SQLException e) {
      logReadable = false;
      LOG.warn(
          "the log's events cannot be listed, so an idle table is waited for: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private List<String> logFiles() throws SQLException {
    List<String> files = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
      while (rows.next()) {
        files.add(rows.getString(1));
      }
    }
    return files;
  }

  private boolean fileHasChanges(String table, String file, LogPosition after, LogPosition before)
      throws SQLException {
    int number = LogPosition.number(file);
    long start = number == after.file() ? Math.max(FIRST_EVENT, after.offset()) : FIRST_EVENT;
    long end = number == before.file() ? before.offset() : Long.MAX_VALUE;
    String query = "SHOW BINLOG EVENTS IN '" + file.replace("'", "''") + "' FROM " + start;
    boolean found = false;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet events = statement.executeQuery(query)) {
        // A result that streams must be read to its end before the next query.
        while (events.next()) {
          long at = events.getLong("Pos");
          String type = events.getString("Event_type");
          found |=
              at > start
                  && at < end
                  && type.equalsIgnoreCase("Table_map")
                  && events.getString("Info").endsWith(table);
        }
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
