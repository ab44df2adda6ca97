package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.CaptureTest;
import io.tideline.tests.testkit.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the values of a database become in an event. */
class CaptureTypesIT extends CaptureTest {

  @Test
  void snapshotAndLogGiveTheSameTextForEveryType() throws Exception {
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
    String[] rows = {
      "-128, 255, -32768, 16777215, 4294967295, -9223372036854775808, true, 12.50,"
          + " -1234567890123456789012345678.0123456789, 1.2345678, 0.1, 'abc',"
          + " '海\\n\"\\\\🌊', 'text', '中文', 'é', 'm', 'a,c', '{\"a\": 1}', x'0100',"
          + " x'ff00', x'', 1, b'10000000000000000001', '2026-11-23', '-838:59:59',"
          + " '15:00:00.120', '2026-11-23 15:00:00', '1969-12-31 23:59:59.001',"
          + " '9999-12-31 23:59:59.999999', '2026-11-23 15:00:00',"
          + " '2026-11-23 15:00:00.000001', 2026, NULL",
      "NULL" + ", NULL".repeat(33),
      "0, 0, 0, 0, 0, 0, false, 0, 0, 65536.5, -1e-300, '', '', '', '', '', 's', '', '[]',"
          + " x'', x'', x'00', 0, 0, '1000-01-01', '-00:00:01', '-100:00:00.000',"
          + " '1000-01-01 00:00:00', '2000-02-29 00:00:00', '2000-02-29 00:00:00.5',"
          + " '1970-01-01 00:00:01', '2038-01-19 03:14:07.999999', '0000', ''"
    };
    for (int i = 0; i < rows.length; i++) {
      DATABASE.execute("INSERT INTO every_type VALUES (" + (i + 1) + ", " + rows[i] + ")");
    }
    try (CaptureJob job = CaptureJob.start(options)) {
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
                  + "\"single\":1.2345678,\"twice\":0.1,\"letter\":\"abc\","
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

  @Test
  void everyTypeKeepsItsLimits() throws Exception {
    DATABASE.execute("SET SESSION sql_mode = ''");
    DATABASE.execute(
        "CREATE TABLE limits (id INT PRIMARY KEY, dec_most DECIMAL(65,30), dec_whole DECIMAL(65,0),"
            + " big_u BIGINT UNSIGNED, bit64 BIT(64), clock6 TIME(6), day DATE, at DATETIME(6),"
            + " y YEAR, twice DOUBLE, tiny1 TINYINT(1), gbk TEXT CHARACTER SET gbk,"
            + " latin CHAR(10) CHARACTER SET latin1, emoji VARCHAR(20) CHARACTER SET utf8mb4,"
            + " size ENUM('a', 'b,c', 'é'), tags SET('x', 'y', 'z'), raw VARBINARY(300),"
            + " fixed BINARY(3), huge LONGBLOB, zero_day DATE NULL, zero_at DATETIME NULL)");
    String nines35 = "9".repeat(35);
    String[] rows = {
      nines35
          + "."
          + "9".repeat(30)
          + ", -"
          + "9".repeat(65)
          + ", 18446744073709551615,"
          + " b'"
          + "1".repeat(64)
          + "', '-838:59:59.000001', '9999-12-31',"
          + " '9999-12-31 23:59:59.999999', 2155, 1.7976931348623157e308, -128, '中文測試',"
          + " 'ÿé', '🌊海', 'b,c', 'x,y,z', REPEAT(x'ff', 300), x'0102', REPEAT(x'00', 70000),"
          + " '0000-00-00', '0000-00-00 00:00:00'",
      "-0."
          + "0".repeat(29)
          + "1, 0, 9223372036854775808, b'1"
          + "0".repeat(63)
          + "',"
          + " '838:59:58.999999', '1000-01-01', '1000-01-01 00:00:00.000001', 1901,"
          + " 2.2250738585072014e-308, 127, '', '', '', '', '', '', '', '', NULL, NULL",
      "1.5, 1, 1, 1, '-01:00:00.000001', '0050-03-04', '0001-01-01 00:00:00', 1970,"
          + " -0.1, 0, 'a', 'a', '\u0001\\t', 'é', 'z', x'00', x'ffffff', x'f0',"
          + " '2024-02-29', '2024-02-29 12:00:00'"
    };
    Map<String, String> snapshot = readTwice("limits", rows);
    assertThat(snapshot.get("1"))
        .startsWith(
            "\"dec_most\":"
                + nines35
                + "."
                + "9".repeat(30)
                + ",\"dec_whole\":-"
                + "9".repeat(65)
                + ",\"big_u\":18446744073709551615,\"bit64\":18446744073709551615,"
                + "\"clock6\":\"-838:59:59.000001\",\"day\":\"9999-12-31\","
                + "\"at\":\"9999-12-31 23:59:59.999999\",\"y\":2155,"
                + "\"twice\":1.7976931348623157E308,\"tiny1\":-128,\"gbk\":\"中文測試\","
                + "\"latin\":\"ÿé\",\"emoji\":\"🌊海\",\"size\":\"b,c\","
                + "\"tags\":\"x,y,z\",\"raw\":\"////")
        .contains("\"fixed\":\"AQIA\"")
        .endsWith("\"zero_day\":null,\"zero_at\":null}");
    assertThat(snapshot.get("2"))
        .contains("\"dec_most\":-0." + "0".repeat(29) + "1,")
        .contains("\"bit64\":9223372036854775808,\"clock6\":\"838:59:58.999999\"");
    assertThat(snapshot.get("3"))
        .contains(
            "\"clock6\":\"-01:00:00.000001\",\"day\":\"0050-03-04\",\"at\":\"0001-01-01"
                + " 00:00:00.000000\",\"y\":1970,");
  }

  @Test
  void aTimeKeepsItsSignAndItsFraction() throws Exception {
    String columns =
        IntStream.rangeClosed(0, 6)
            .mapToObj(digits -> "t" + digits + " TIME(" + digits + ")")
            .collect(Collectors.joining(", "));
    DATABASE.execute("CREATE TABLE times (id INT, " + columns + ", PRIMARY KEY (id, t6))");
    String[] times = {
      "-838:59:59.000000", "-208:01:22.000000", "-01:00:00.000000", "-01:00:00.000001",
      "-00:59:59.999999", "-00:59:00.000000", "-00:30:00.500000", "-00:01:00.000000",
      "-00:00:59.000000", "-00:00:01.000000", "-00:00:00.100000", "-00:00:00.000001",
      "00:00:00.000000", "00:00:00.000001", "00:59:59.999999", "838:59:59.000000"
    };
    String[] rows = new String[times.length];
    for (int i = 0; i < times.length; i++) {
      rows[i] = "'" + times[i] + "'" + (", '" + times[i] + "'").repeat(6);
    }
    Map<String, String> snapshot = readTwice("times", rows);
    for (int i = 0; i < times.length; i++) {
      assertThat(snapshot.get(Integer.toString(i + 1)))
          .contains("\"t6\":\"" + times[i] + "\"")
          // Without digits below the second the sign of what is left of it goes, too.
          .contains("\"t0\":\"" + wholeSeconds(times[i]) + "\"");
    }
  }

  private static String wholeSeconds(String time) {
    String whole = time.substring(0, time.indexOf('.'));
    return whole.equals("-00:00:00") ? "00:00:00" : whole;
  }

  @Test
  void aFloatKeepsAllItsDigits() throws Exception {
    DATABASE.execute(
        "CREATE TABLE floats (id INT PRIMARY KEY, f FLOAT, `of 3` FLOAT(9,3), u FLOAT UNSIGNED)");
    String[] rows = {
      "1.2345678, 1234.567, 16777215",
      "3.402823466e38, -999999.875, 0.1",
      "-1.17549435e-38, 0, 1.4e-45",
      "NULL, NULL, NULL"
    };
    Map<String, String> snapshot = readTwice("floats", rows);
    assertThat(snapshot.get("1")).isEqualTo("\"f\":1.2345678,\"of 3\":1234.567,\"u\":1.6777215E7}");
    assertThat(snapshot.get("2")).isEqualTo("\"f\":3.4028235E38,\"of 3\":-999999.9,\"u\":0.1}");
    assertThat(snapshot.get("3")).isEqualTo("\"f\":-1.17549435E-38,\"of 3\":0.0,\"u\":1.4E-45}");
    assertThat(snapshot.get("4")).isEqualTo("\"f\":null,\"of 3\":null,\"u\":null}");
  }

  @Test
  void aGeometryIsWhatTheDatabaseWrites() throws Exception {
    DATABASE.execute("CREATE TABLE shapes (id INT PRIMARY KEY, shape GEOMETRY, place POINT)");
    String[] shapes = {
      "POINT(1 -2.5)",
      "LINESTRING(0 0,10.25 1e-7,3 4)",
      "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,3 2,3 3,2 2))",
      "MULTIPOINT(1 1,2 2)",
      "MULTILINESTRING((0 0,1 1),(2 2,3 3))",
      "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",
      "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))"
    };
    String[] rows = new String[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      rows[i] = "ST_GeomFromText('" + shapes[i] + "'), ST_GeomFromText('POINT(" + i + " 7)', 4326)";
    }
    Map<String, String> snapshot = readTwice("shapes", rows);
    for (int i = 0; i < shapes.length; i++) {
      String shape = shapes[i].replace("1e-7", "1.0E-7");
      assertThat(snapshot.get(Integer.toString(i + 1)))
          .isEqualTo("\"shape\":\"" + shape + "\",\"place\":\"SRID=4326;POINT(" + i + " 7)\"}");
    }
  }

  /**
   * Reads rows by a snapshot, and again from the log, where they must be the same.
   *
   * @return the images without their id, by the id
   */
  private Map<String, String> readTwice(String table, String[] rows) throws Exception {
    for (int i = 0; i < rows.length; i++) {
      DATABASE.execute("INSERT INTO " + table + " VALUES (" + (i + 1) + ", " + rows[i] + ")");
    }
    try (CaptureJob job = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> job.events("READ").size() == rows.length);
      for (int i = 0; i < rows.length; i++) {
        DATABASE.execute("INSERT INTO " + table + " VALUES (" + (i + 101) + ", " + rows[i] + ")");
      }
      await().atMost(LONG).until(() -> job.events("INSERT").size() == rows.length);
      Map<String, String> snapshot = new HashMap<>();
      job.events("READ").forEach(event -> snapshot.put(id(event), withoutId(event)));
      for (Event insert : job.events("INSERT")) {
        String id = Integer.toString(Integer.parseInt(id(insert)) - 100);
        assertThat(withoutId(insert)).isEqualTo(snapshot.get(id));
      }
      return snapshot;
    }
  }

  private static String id(Event event) {
    return event.key().replaceAll("^\\D*(\\d+).*$", "$1");
  }

  private static String withoutId(Event event) {
    return event.after().substring(event.after().indexOf(',') + 1);
  }
}
