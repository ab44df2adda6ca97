package io.tideline.connector.oceanbase.check;

import io.debezium.jdbc.JdbcConnection;
import io.tideline.check.CheckOutput;
import io.tideline.connector.oceanbase.log.DatabaseLog;
import java.sql.SQLException;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;

/**
 * Looks at the database before anything is captured. Upstream stops at the first thing that is
 * wrong, and does not see the rights and the tables at all.
 */
public final class DatabaseCheck {

  private final MySqlSourceConfig config;
  private final DatabaseLog log;

  public DatabaseCheck(MySqlSourceConfig config) {
    this.config = config;
    this.log = new DatabaseLog(config);
  }

  /**
   * Logs what limits capture.
   *
   * @throws DatabaseNotReadyException with all that stands against it
   */
  public void run() {
    CheckReport report = new CheckReport(log.name());
    run(report);
    report.throwProblems();
  }

  /**
   * Tells of all that was looked at, and throws only when the database does not answer.
   *
   * @throws DatabaseNotReadyException when it does not
   */
  public void run(CheckOutput out) {
    run(new SpokenReport(log.name(), out));
  }

  private void run(CheckReport report) {
    try (JdbcConnection connection = DebeziumUtils.createMySqlConnection(config)) {
      connection.connection();
      report.passed(
          String.format(
              "the database at %s answers the user '%s'", log.name(), config.getUsername()));
      new ServerCheck(connection, config, report).run(log);
      new TableCheck(connection, config, report).run();
    } catch (SQLException e) {
      throw new DatabaseNotReadyException(
          String.format(
              "the database at %s does not answer the user '%s': %s",
              log.name(), config.getUsername(), e.getMessage()),
          e);
    }
  }
}
