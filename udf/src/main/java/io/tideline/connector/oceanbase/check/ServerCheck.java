package io.tideline.connector.oceanbase.check;

import io.debezium.jdbc.JdbcConnection;
import io.tideline.connector.oceanbase.log.DatabaseLog;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;

/** The server's log, its clock, and what the user may do. */
final class ServerCheck {

  private static final int TOLERANCE_SECONDS = 60;

  private final JdbcConnection connection;
  private final MySqlSourceConfig config;
  private final CheckReport report;

  ServerCheck(JdbcConnection connection, MySqlSourceConfig config, CheckReport report) {
    this.connection = connection;
    this.config = config;
    this.report = report;
  }

  void run(DatabaseLog log) throws SQLException {
    checkTimeZone();
    if (variable("log_bin", "ON").equalsIgnoreCase("OFF")) {
      report.problem(
          "its binary log is off",
          "start the server with log_bin set, or create a binlog instance");
      return;
    }
    expect("binlog_format", "ROW", "ROW");
    expect("binlog_row_image", "FULL", "FULL");
    expect("binlog_row_value_options", "", "");
    checkGrants(log);
  }

  private void expect(String variable, String value, String unlessThere) throws SQLException {
    String found = variable(variable, unlessThere);
    if (found.equalsIgnoreCase(value)) {
      report.passed(String.format("%s is '%s'", variable, found));
    } else {
      report.problem(
          String.format("%s is '%s', not '%s'", variable, found, value),
          String.format(
              "run SET GLOBAL %s = '%s', and set it in the server's configuration; connections that"
                  + " are open keep the old value",
              variable, value));
    }
  }

  private String variable(String name, String unlessThere) throws SQLException {
    return connection.queryAndMap(
        "SHOW GLOBAL VARIABLES LIKE '" + name + "'",
        rows -> rows.next() ? rows.getString(2).trim() : unlessThere);
  }

  /** By trying: how a server writes its grants down differs too much. */
  private void checkGrants(DatabaseLog log) {
    String file;
    try {
      file =
          connection.queryAndMap(
              "SHOW MASTER STATUS", rows -> rows.next() ? rows.getString(1) : null);
    } catch (SQLException e) {
      report.problem(
          "the user may not ask where the log ends (" + e.getMessage() + ")",
          grant("REPLICATION CLIENT"));
      return;
    }
    if (file == null) {
      report.problem("it has no log file", "enable its binary log");
      return;
    }
    try {
      log.identityOf(file);
      report.passed("the user may read the log");
    } catch (IllegalStateException e) {
      report.problem(
          "the user cannot read the log (" + e.getCause().getMessage() + ")",
          grant("REPLICATION SLAVE"));
    }
  }

  private String grant(String privilege) {
    return "run GRANT " + privilege + " ON *.* TO '" + config.getUsername() + "'";
  }

  /** A TIMESTAMP is read in the time zone of the options and must have been written in it. */
  private void checkTimeZone() throws SQLException {
    int server =
        connection.queryAndMap(
            "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW())",
            rows -> rows.next() ? rows.getInt(1) : 0);
    ZoneId zone = ZoneId.of(config.getServerTimeZone());
    ZoneRules rules = zone.getRules();
    Instant now = Instant.now();
    if (!isNear(server, rules.getOffset(now)) && !isNear(server, rules.getStandardOffset(now))) {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(Math.round(server / 900f) * 900);
      report.problem(
          String.format(
              "its clock is %s against UTC, but 'server-time-zone' is '%s'",
              offset.equals(ZoneOffset.UTC) ? "not shifted" : "at " + offset, zone),
          String.format(
              "set 'server-time-zone' = '%s'", offset.equals(ZoneOffset.UTC) ? "UTC" : offset));
    } else {
      report.passed(String.format("its clock is that of %s", zone));
    }
  }

  private static boolean isNear(int seconds, ZoneOffset offset) {
    return Math.abs(seconds - offset.getTotalSeconds()) <= TOLERANCE_SECONDS;
  }
}
