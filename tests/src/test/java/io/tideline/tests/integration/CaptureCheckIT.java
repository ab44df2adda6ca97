package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import java.nio.file.Files;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a database is told before anything is captured, all at once. */
class CaptureCheckIT extends CaptureTest {

  @BeforeEach
  void createATable() throws Exception {
    DATABASE.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
  }

  @Test
  void allThatIsWrongIsToldAtOnceWithWhatMendsIt() throws Exception {
    DATABASE.execute("CREATE TABLE notes (day INT)");
    options.put("server-time-zone", "Asia/Shanghai");
    DATABASE.execute("SET GLOBAL binlog_format = 'STATEMENT'");
    DATABASE.execute("SET GLOBAL binlog_row_image = 'MINIMAL'");
    try {
      assertThat(problems())
          .contains("SET GLOBAL binlog_format = 'ROW'")
          .contains("SET GLOBAL binlog_row_image = 'FULL'")
          .contains("set 'server-time-zone' = 'UTC'")
          .contains("tables without a primary key: " + schema + ".notes");
    } finally {
      DATABASE.execute("SET GLOBAL binlog_format = 'ROW'");
      DATABASE.execute("SET GLOBAL binlog_row_image = 'FULL'");
    }
  }

  @Test
  void rightsThatTheUserLacksAreToldAsTheStatementThatGivesThem() throws Exception {
    DATABASE.execute("CREATE USER poor IDENTIFIED BY 'poor'");
    DATABASE.execute("GRANT SELECT ON " + schema + ".* TO poor");
    options.put("username", "poor");
    options.put("password", "${file:" + Files.writeString(directory.resolve("poor"), "poor") + "}");
    assertThat(problems()).contains("GRANT REPLICATION CLIENT ON *.* TO 'poor'");
    DATABASE.execute("GRANT REPLICATION CLIENT ON *.* TO poor");
    assertThat(problems()).contains("GRANT REPLICATION SLAVE ON *.* TO 'poor'");
    DATABASE.execute("REVOKE SELECT ON " + schema + ".* FROM poor");
    assertThat(problems()).contains("GRANT SELECT ON *.* TO 'poor'");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamed() throws Exception {
    options.put("port", "1");
    assertThat(problems()).contains("127.0.0.1:1 does not answer the user");
  }

  @Test
  void whatOnlyLimitsCaptureDoesNotStopIt() throws Exception {
    DATABASE.execute(
        "CREATE TABLE order_lines (id INT PRIMARY KEY, order_id INT, FOREIGN KEY (order_id) REFERENCES"
            + " orders (id) ON DELETE CASCADE)");
    DATABASE.execute("CREATE TABLE old (id INT PRIMARY KEY) ENGINE = MyISAM");
    DATABASE.execute("INSERT INTO old VALUES (1)");
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events().size() == 1);
    }
  }

  private String problems() throws Exception {
    try (CaptureJob job = CaptureJob.startOnce(null, options)) {
      return ExceptionUtils.stringifyException(job.failure(LONG));
    }
  }
}
