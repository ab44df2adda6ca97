package io.tideline.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatabaseTest {

  private static final String PASSWORD = "it's a \\ secret";

  @TempDir static Path data;

  private static LocalDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = LocalDatabase.start(data, 0, PASSWORD);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void theLogHoldsRowsWithFullImages() throws Exception {
    try (Connection admin = database.connect()) {
      assertThat(query(admin, "SELECT @@log_bin, @@binlog_format, @@binlog_row_image"))
          .containsExactly("1", "ROW", "FULL");
      assertThat(query(admin, "SELECT @@character_set_server, @@time_zone"))
          .containsExactly("utf8mb4", "+00:00");
    }
  }

  @Test
  void captureMayReadAndFollowTheLogAndNothingElse() throws Exception {
    try (Connection user = database.connect(LocalDatabase.USER, PASSWORD)) {
      assertThat(query(user, "SHOW GRANTS"))
          .singleElement()
          .asString()
          .startsWith(
              "GRANT SELECT, SHOW DATABASES, REPLICATION SLAVE, BINLOG MONITOR ON *.* TO"
                  + " `tideline`@`%`");
      assertThat(query(user, "SHOW MASTER STATUS")).isNotEmpty();
      assertThatThrownBy(() -> execute(user, "CREATE DATABASE forbidden"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("denied");
    }
    assertThatThrownBy(() -> database.connect(LocalDatabase.USER, "wrong"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> database.connect("root", "")).isInstanceOf(SQLException.class);
  }

  @Test
  void rowsAndPortSurviveARestartAndAKill() throws Exception {
    int port = database.port();
    try (Connection admin = database.connect()) {
      execute(admin, "CREATE DATABASE kept");
      execute(admin, "CREATE TABLE kept.t (id INT PRIMARY KEY, text VARCHAR(20))");
      execute(admin, "INSERT INTO kept.t VALUES (1, '海🌊')");
    }
    database.close();
    database = LocalDatabase.start(data, 0, PASSWORD);
    try (Connection admin = database.connect()) {
      execute(admin, "INSERT INTO kept.t VALUES (2, 'second')");
    }
    database.kill();
    database = LocalDatabase.start(data, 0, PASSWORD);
    assertThat(database.port()).isEqualTo(port);
    try (Connection admin = database.connect()) {
      assertThat(query(admin, "SELECT text FROM kept.t ORDER BY id"))
          .containsExactly("海🌊", "second");
    }
  }

  @Test
  void aServerThatItsProgramLeftBehindDoesNotBlockTheNextStart() throws Exception {
    LocalDatabase leftBehind = database;
    database = LocalDatabase.start(data, 0, PASSWORD);
    try (Connection admin = database.connect()) {
      assertThat(query(admin, "SELECT 1")).containsExactly("1");
    }
    leftBehind.close();
  }

  @Test
  void theAdministratorsPasswordIsReadableByItsOwnerOnly() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("admin.password"))))
        .isEqualTo("rw-------");
    assertThat(data.resolve("start.sql")).doesNotExist();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(rows.getString(i));
        }
      }
      return values;
    }
  }
}
