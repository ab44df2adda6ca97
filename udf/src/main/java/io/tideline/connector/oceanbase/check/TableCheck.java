package io.tideline.connector.oceanbase.check;

import io.debezium.jdbc.JdbcConnection;
import io.debezium.relational.TableId;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.utils.TableDiscoveryUtils;
import org.apache.flink.table.catalog.ObjectPath;

/** The tables that would be captured: their keys, engines, and cascades. */
final class TableCheck {

  private final JdbcConnection connection;
  private final MySqlSourceConfig config;
  private final CheckReport report;

  TableCheck(JdbcConnection connection, MySqlSourceConfig config, CheckReport report) {
    this.connection = connection;
    this.config = config;
    this.report = report;
  }

  void run() throws SQLException {
    List<TableId> captured =
        TableDiscoveryUtils.listTables(
            connection, config.getDatabaseFilter(), config.getTableFilter());
    if (captured.isEmpty()) {
      report.problem(
          String.format(
              "no table that the user '%s' can see matches databases %s, tables %s",
              config.getUsername(), config.getDatabaseList(), config.getTableList()),
          String.format(
              "correct 'database-name' and 'table-name', or run GRANT SELECT ON *.* TO '%s'",
              config.getUsername()));
      return;
    }
    report.passed(captured.size() + " tables match, and the user may see them");
    checkKeys(captured);
    Set<String> untransactional =
        among(
            captured,
            "SELECT table_schema, table_name FROM information_schema.tables WHERE engine IN"
                + " ('MyISAM', 'Aria', 'MEMORY', 'CSV', 'ARCHIVE')");
    if (!untransactional.isEmpty()) {
      report.warning(
          "tables without transactions: " + String.join(", ", untransactional),
          "a crash of the server may leave them other than its log says; use InnoDB");
    }
    Set<String> cascading =
        among(
            captured,
            "SELECT constraint_schema, table_name FROM information_schema.referential_constraints"
                + " WHERE delete_rule IN ('CASCADE', 'SET NULL') OR update_rule IN ('CASCADE', 'SET"
                + " NULL')");
    if (!cascading.isEmpty()) {
      report.warning(
          "tables that a foreign key's cascade changes: " + String.join(", ", cascading),
          "such changes may not be in the log, and then are not captured; let the application make"
              + " them");
    }
  }

  private void checkKeys(List<TableId> captured) throws SQLException {
    Set<String> keyed =
        among(
            captured,
            "SELECT table_schema, table_name FROM information_schema.table_constraints WHERE"
                + " constraint_type = 'PRIMARY KEY'");
    BiPredicate<TableId, ObjectPath> same =
        (table, path) ->
            table.catalog().equals(path.getDatabaseName())
                && table.table().matches(path.getObjectName());
    Set<String> unread = new TreeSet<>();
    Set<String> keyless = new TreeSet<>();
    for (TableId table : captured) {
      if (!keyed.contains(table.toString())) {
        boolean hasChunkKey =
            config.getChunkKeyColumns().keySet().stream().anyMatch(path -> same.test(table, path));
        (hasChunkKey ? keyless : unread).add(table.toString());
      }
    }
    if (!unread.isEmpty() && !config.getStartupOptions().isStreamOnly()) {
      report.problem(
          "tables without a primary key: " + String.join(", ", unread),
          "name a column of each to read it by, in 'scan.incremental.snapshot.chunk.key-column' ="
              + " 'database.table:column;…', or give it a key");
    }
    if (!keyless.isEmpty()) {
      report.warning(
          "tables without a primary key: " + String.join(", ", keyless),
          "their order is kept as a whole, and equal rows of an interrupted snapshot may be there"
              + " twice");
    }
  }

  private Set<String> among(List<TableId> captured, String query) throws SQLException {
    Set<String> names = new TreeSet<>();
    connection.query(
        query,
        rows -> {
          while (rows.next()) {
            names.add(rows.getString(1) + "." + rows.getString(2));
          }
        });
    Set<String> matching = new TreeSet<>();
    for (TableId table : captured) {
      if (names.contains(table.toString())) {
        matching.add(table.toString());
      }
    }
    return matching;
  }
}
