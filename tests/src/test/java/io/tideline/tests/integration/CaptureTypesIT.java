package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the values of a database become in an event. */
class CaptureTypesIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void snapshotAndLogGiveTheSameTextForEveryType() throws Exception {
    String schema = DATABASE.newSchema();
    DATABASE.execute(
        "CREATE TABLE every_type (id BIGINT UNSIGNED, tiny TINYINT, tiny_u TINYINT UNSIGNED,"
            + " small SMALLINT, medium MEDIUMINT UNSIGNED, whole INT UNSIGNED, big BIGINT,"
            + " yes BOOLEAN, price DECIMAL(12,2), large DECIMAL(38,10), single FLOAT,"
            + " twice DOUBLE, letter CHAR(3), name VARCHAR(100), note LONGTEXT,"
            + " gbk VARCHAR(20) CHARACTER SET gbk, latin VARCHAR(20) CHARACTER SET latin1,"
            + " size ENUM('s', 'm'), tags SET('a', 'b', 'c'), doc JSON, raw BINARY(4),"
            + " bytes VARBINARY(8), pic BLOB, flag BIT(1), flags BIT(20), day DATE,"
            + " clock TIME, clock3 TIME(3), at0 DATETIME, at3 DATETIME(3), at6 DATETIME(6),"
            + " stamp0 TIMESTAMP NULL, stamp6 TIMESTAMP(6) NULL, y YEAR,"
            + " with_default VARCHAR(9) NULL DEFAULT 'other', PRIMARY KEY (id))");
    // To a snapshot the server prints a FLOAT with six digits; more of them are in the log only.
    String[] rows = {
      "-128, 255, -32768, 16777215, 4294967295, -9223372036854775808, true, 12.50,"
          + " -1234567890123456789012345678.0123456789, 1.23457, 0.1, 'abc',"
          + " '海\\n\"\\\\🌊', 'text', '中文', 'é', 'm', 'a,c', '{\"a\": 1}', x'0100',"
          + " x'ff00', x'', 1, b'10000000000000000001', '2026-11-23', '-838:59:59',"
          + " '15:00:00.120', '2026-11-23 15:00:00', '1969-12-31 23:59:59.001',"
          + " '9999-12-31 23:59:59.999999', '2026-11-23 15:00:00',"
          + " '2026-11-23 15:00:00.000001', 2026, NULL",
      "NULL" + ", NULL".repeat(33),
      "0, 0, 0, 0, 0, 0, false, 0, 0, 65536.5, -1e-300, '', '', '', '', '', 's', '', '[]',"
          + " x'', x'', x'00', 0, 0, '1000-01-01', '00:00:00', '100:00:00.001',"
          + " '1000-01-01 00:00:00', '2000-02-29 00:00:00', '2000-02-29 00:00:00.5',"
          + " '1970-01-01 00:00:01', '2038-01-19 03:14:07.999999', 1901, ''"
    };
    for (int i = 0; i < rows.length; i++) {
      DATABASE.execute("INSERT INTO every_type VALUES (" + (i + 1) + ", " + rows[i] + ")");
    }
    try (CaptureJob job = CaptureJob.start(CaptureJob.options(DATABASE, schema))) {
      await().atMost(LONG).until(() -> job.events("READ").size() == rows.length);
      for (int i = 0; i < rows.length; i++) {
        DATABASE.execute("INSERT INTO every_type VALUES (" + (i + 101) + ", " + rows[i] + ")");
      }
      await().atMost(LONG).until(() -> job.events("INSERT").size() == rows.length);
      Map<String, String> snapshot = new HashMap<>();
      job.events("READ").forEach(event -> snapshot.put(event.key(), event.after()));
      assertThat(snapshot.get("{\"id\":1}"))
          .isEqualTo(
              "{\"id\":1,\"tiny\":-128,\"tiny_u\":255,\"small\":-32768,\"medium\":16777215,"
                  + "\"whole\":4294967295,\"big\":-9223372036854775808,\"yes\":1,"
                  + "\"price\":12.50,\"large\":-1234567890123456789012345678.0123456789,"
                  + "\"single\":1.23457,\"twice\":0.1,\"letter\":\"abc\","
                  + "\"name\":\"海\\n\\\"\\\\🌊\",\"note\":\"text\",\"gbk\":\"中文\","
                  + "\"latin\":\"é\",\"size\":\"m\",\"tags\":\"a,c\",\"doc\":\"{\\\"a\\\": 1}\","
                  + "\"raw\":\"AQAAAA==\",\"bytes\":\"/wA=\",\"pic\":\"\",\"flag\":1,"
                  + "\"flags\":524289,\"day\":\"2026-11-23\",\"clock\":\"-838:59:59\","
                  + "\"clock3\":\"15:00:00.120\",\"at0\":\"2026-11-23 15:00:00\","
                  + "\"at3\":\"1969-12-31 23:59:59.001\","
                  + "\"at6\":\"9999-12-31 23:59:59.999999\","
                  + "\"stamp0\":\"2026-11-23 15:00:00Z\","
                  + "\"stamp6\":\"2026-11-23 15:00:00.000001Z\",\"y\":2026,"
                  + "\"with_default\":null}");
      for (Event insert : job.events("INSERT")) {
        String id = insert.key().replaceAll("\\D", "");
        String sameAs = "{\"id\":" + (Integer.parseInt(id) - 100) + "}";
        assertThat(insert.after().replace("{\"id\":" + id, sameAs.replace("}", "")))
            .isEqualTo(snapshot.get(sameAs));
      }
    }
  }
}
