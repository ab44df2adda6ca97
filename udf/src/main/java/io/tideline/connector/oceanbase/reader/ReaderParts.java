package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlConnection;
import io.tideline.connector.oceanbase.log.DatabaseLog;
import io.tideline.connector.oceanbase.log.KnownLogs;
import io.tideline.connector.oceanbase.log.ServerLog;
import java.sql.SQLException;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.metrics.MySqlSourceReaderMetrics;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.metrics.MetricGroup;

/** What the parts of one reader share. */
public final class ReaderParts {

  private final MySqlSourceConfig config;
  private final ReaderOptions options;
  private final DatabaseLog server;
  private final KnownLogs logs = new KnownLogs();
  private final MetricGroup metricGroup;
  private final MySqlSourceReaderMetrics upstreamMetrics;
  private final ReaderMetrics metrics;
  private final ChunksAgain chunksAgain;
  private final SnapshotPace pace;

  ReaderParts(SourceReaderContext context, MySqlSourceConfig config, ReaderOptions options) {
    this.config = config;
    this.options = options;
    this.server = new DatabaseLog(config);
    this.metricGroup = context.metricGroup();
    this.upstreamMetrics = new MySqlSourceReaderMetrics(metricGroup);
    this.metrics = new ReaderMetrics(metricGroup);
    this.chunksAgain = new ChunksAgain(metrics);
    this.pace = new SnapshotPace(options.snapshotRowsPerSecond(), System::nanoTime);
    upstreamMetrics.registerMetrics();
  }

  /** The server's log as it is now. */
  public ServerLog server() {
    return server;
  }

  public KnownLogs logs() {
    return logs;
  }

  public ReaderOptions options() {
    return options;
  }

  public MetricGroup metricGroup() {
    return metricGroup;
  }

  public MySqlSourceReaderMetrics upstreamMetrics() {
    return upstreamMetrics;
  }

  public ReaderMetrics metrics() {
    return metrics;
  }

  public ChunksAgain chunksAgain() {
    return chunksAgain;
  }

  SnapshotPace pace() {
    return pace;
  }

  LogStart logStart() {
    return new LogStart(server, this::endOfLog, this);
  }

  private BinlogOffset endOfLog() {
    try (MySqlConnection connection = DebeziumUtils.createMySqlConnection(config)) {
      return DebeziumUtils.currentBinlogOffset(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the end of the log cannot be read", e);
    }
  }
}
