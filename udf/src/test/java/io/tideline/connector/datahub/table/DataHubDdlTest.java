package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;

/** DDL as it is written for the managed connector; the service is out of reach. */
class DataHubDdlTest {

  /** All that the managed connector's documentation lists for both kinds of tables. */
  private static final String EVERY_OPTION =
      "'connector' = 'datahub', 'project' = 'shop', 'topic' = 'clicks', 'subId' = '16541',"
          + " 'accessId' = 'id', 'accessKey' = 'key', 'retryTimeout' = '1800000', 'retryInterval' = '1000',"
          + " 'CompressType' = 'lz4', 'maxFetchSize' = '50', 'maxBufferSize' = '50',"
          + " 'fetchLatestDelay' = '500', 'lengthCheck' = 'NONE', 'columnErrorDebug' = 'false',"
          + " 'startTime' = '2026-11-23 15:00:00', 'startTimeMs' = '1795446000000',"
          + " 'endTime' = '2026-11-23 16:00:00', 'batchCount' = '500', 'batchSize' = '512000',"
          + " 'flushInterval' = '5000', 'hashFields' = 'user_id,page', 'timeZone' = 'Asia/Shanghai',"
          + " 'schemaVersion' = '-1', ";

  private static final String COLUMNS =
      "user_id VARCHAR, page VARCHAR, visits TINYINT, score SMALLINT, depth INTEGER, `time` BIGINT, weight FLOAT,"
          + " share DOUBLE, price DECIMAL, buys BOOLEAN, seen_at TIMESTAMP";

  private final TableEnvironment sql =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  @Test
  void oneTableWithEveryOfficialOptionIsReadAndWritten() {
    create("clicks", COLUMNS, "");

    assertThat(sql.explainSql("INSERT INTO clicks SELECT * FROM clicks"))
        .contains("clicks", "user_id", "seen_at");
  }

  @Test
  void metadataColumnsHaveTheOfficialTypes() {
    create(
        "clicks",
        "`time` BIGINT, `sequence` STRING METADATA VIRTUAL, `shard-id` BIGINT METADATA VIRTUAL,"
            + " `system-time` TIMESTAMP METADATA VIRTUAL",
        "'hashFields' = 'time', ");

    assertThat(sql.explainSql("SELECT * FROM clicks"))
        .contains("metadata=[shard-id, sequence, system-time]");
  }

  @Test
  void aBlobTopicIsOneColumnOfVarbinary() {
    create("pictures", "picture VARBINARY", "'hashFields' = '', ");

    assertThat(sql.explainSql("INSERT INTO pictures SELECT picture FROM pictures"))
        .contains("picture");
  }

  @Test
  void theOldSpellingOfEndPointIsKnown() {
    sql.executeSql(
        "CREATE TEMPORARY TABLE old_one (a BIGINT) WITH ('connector' = 'datahub', 'endpoint' = '"
            + closedEndpoint()
            + "', 'project' = 'shop', 'topic' = 'clicks', 'accessId' = 'id', 'accessKey' = 'key',"
            + " 'subId' = '1')");

    assertThatCode(() -> sql.explainSql("SELECT * FROM old_one")).doesNotThrowAnyException();
  }

  @Test
  void compressionIsKnownInAnyCaseAndAsTheEmptyText() {
    for (String name : new String[] {"LZ4", "Deflate", ""}) {
      create("clicks", COLUMNS, "'CompressType' = '" + name + "', ");
      assertThatCode(() -> sql.explainSql("SELECT * FROM clicks")).doesNotThrowAnyException();
      sql.executeSql("DROP TEMPORARY TABLE clicks");
    }
    create("clicks", COLUMNS, "'CompressType' = 'zip', ");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM clicks"))
        .hasStackTraceContaining(
            "option 'CompressType' is lz4, deflate or the empty text, not 'zip'");
  }

  @Test
  void aMisspeltOptionIsAnsweredWithTheOneThatIsMeant() {
    create("clicks", COLUMNS, "'maxfetchsize' = '100', 'flush-intervall' = '1', ");

    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM clicks"))
        .hasStackTraceContaining(
            "there is no option 'flush-intervall' (did you mean 'flushInterval'?), no option 'maxfetchsize' (did you"
                + " mean 'maxFetchSize'?)");
  }

  @Test
  void anOptionThatIsNothingLikeAnyIsAnsweredWithAllThereAre() {
    create("clicks", COLUMNS, "'colour' = 'blue', ");

    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM clicks"))
        .hasStackTraceContaining("Unsupported options:\n\ncolour")
        .hasStackTraceContaining("maxFetchSize");
  }

  @Test
  void aTimeThatIsNoneIsNamedWithItsOptionAndAnExample() {
    create("clicks", COLUMNS, "'endTime' = '2026-02-30 12:00:00', ");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM clicks"))
        .hasStackTraceContaining(
            "option 'endTime' is a time like 2026-11-23 15:00:00, not '2026-02-30 12:00:00'");
  }

  @Test
  void aZoneThatIsNoneIsNamedWithAnExample() {
    create("clicks", COLUMNS, "'timeZone' = 'Mars', ");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM clicks"))
        .hasStackTraceContaining(
            "option 'timeZone' is a zone like Asia/Shanghai or +08:00, not 'Mars'");
  }

  @Test
  void aSecretThatIsNotOnThisMachineDoesNotStopThePlan() {
    create("clicks", COLUMNS, "'accessKey' = '${env:NOT_SET_ON_THIS_MACHINE}', ");

    assertThatCode(() -> sql.explainSql("SELECT * FROM clicks")).doesNotThrowAnyException();
  }

  @Test
  void aServiceThatDoesNotAnswerIsAskedOnlyOnceForManyTables() throws IOException {
    try (HangingUp service = new HangingUp()) {
      create("clicks_one", COLUMNS, "", service.endpoint());
      create("clicks_two", COLUMNS, "'topic' = 'other', ", service.endpoint());
      sql.explainSql("SELECT * FROM clicks_one");
      int asked = service.connections();
      sql.explainSql("SELECT * FROM clicks_one UNION ALL SELECT * FROM clicks_two");

      assertThat(asked).isPositive();
      assertThat(service.connections()).isEqualTo(asked);
    }
  }

  /** The last of two options of one name counts. */
  private void create(String table, String columns, String options) {
    create(table, columns, options, closedEndpoint());
  }

  private void create(String table, String columns, String options, String endpoint) {
    StringBuilder all = new StringBuilder();
    String set = EVERY_OPTION + options + "'endPoint' = '" + endpoint + "'";
    for (String option : set.split(", (?=')")) {
      String key = option.substring(0, option.indexOf('='));
      int before = all.indexOf(key);
      if (before >= 0) {
        all.delete(before, all.indexOf("', ", before + key.length()) + 3);
      }
      all.append(option).append(", ");
    }
    all.setLength(all.length() - 2);
    sql.executeSql("CREATE TEMPORARY TABLE " + table + " (" + columns + ") WITH (" + all + ")");
  }

  private static String closedEndpoint() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A service that takes connections and drops them. */
  private static final class HangingUp implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0);
    private final AtomicInteger connections = new AtomicInteger();

    private HangingUp() throws IOException {
      Thread thread = new Thread(this::drop, "hanging-up");
      thread.setDaemon(true);
      thread.start();
    }

    private void drop() {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          connections.incrementAndGet();
        } catch (IOException e) {
          // Closed at the end of the test, or by the other side.
        }
      }
    }

    private String endpoint() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private int connections() {
      return connections.get();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
