package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlConnection;
import io.tideline.connector.oceanbase.log.DatabaseLog;
import io.tideline.connector.oceanbase.log.LogExtent;
import io.tideline.connector.oceanbase.log.LogFile;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server every few seconds how far its log has grown, beside the reading of it, over a
 * connection of its own.
 */
final class LogEnd implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogEnd.class);
  private static final String READ_TIMEOUT = "socketTimeout";

  private final MySqlSourceConfig config;
  private final ReaderMetrics metrics;
  private final ScheduledExecutorService thread;
  private MySqlConnection connection;
  private boolean known = true;

  LogEnd(MySqlSourceConfig config, ReaderMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread asking = new Thread(task, "log-end");
              asking.setDaemon(true);
              return asking;
            });
  }

  void askEvery(Duration interval) {
    thread.scheduleWithFixedDelay(this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** While it fails, which is said once, what is behind is unknown; the reading goes on. */
  private void ask() {
    try {
      if (connection == null) {
        connection = connect();
      }
      BinlogOffset end = DebeziumUtils.currentBinlogOffset(connection);
      boolean inLastFile = LogFile.number(end.getFilename()) == metrics.file();
      metrics.grown(
          new LogExtent(
              inLastFile
                  ? List.of(new LogFile(end.getFilename(), end.getPosition()))
                  : DatabaseLog.files(connection)));
      known = true;
    } catch (RuntimeException | SQLException e) {
      if (known) {
        LOG.warn("The end of the log is not known, so neither is how far capture is behind", e);
      }
      known = false;
      metrics.grown(null);
      disconnect();
    }
  }

  /** It waits seconds for an answer, not until a network that is gone is noticed. */
  private MySqlConnection connect() {
    Properties properties = new Properties();
    properties.putAll(config.getJdbcProperties());
    properties.putIfAbsent(READ_TIMEOUT, "10000");
    return DebeziumUtils.createMySqlConnection(config.getDbzConfiguration(), properties);
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.info("A connection does not close", e);
      }
      connection = null;
    }
  }

  @Override
  public void close() {
    thread.execute(this::disconnect);
    thread.shutdown();
  }
}
