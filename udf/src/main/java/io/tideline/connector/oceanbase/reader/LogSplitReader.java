package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.heartbeat.Heartbeat;
import io.tideline.connector.oceanbase.log.KnownLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.debezium.reader.BinlogSplitReader;
import org.apache.flink.cdc.connectors.mysql.debezium.task.context.StatefulTaskContext;
import org.apache.flink.cdc.connectors.mysql.source.assigners.MySqlBinlogSplitAssigner;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSplitReader;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlRecords;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.connectors.mysql.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/** Reads the chunks of a snapshot as upstream does, and the log over a {@link LogClient}. */
final class LogSplitReader extends MySqlSplitReader {

  private static final String LOG_SPLIT = MySqlBinlogSplitAssigner.BINLOG_SPLIT_ID;

  private final MySqlSourceConfig config;
  private final int subtask;
  private final MySqlSourceReaderContext context;
  private final KnownLogs logs;
  private final ReaderMetrics metrics;

  private MySqlBinlogSplit next;
  private BinlogSplitReader log;
  private int chunksWaiting;

  LogSplitReader(
      MySqlSourceConfig config,
      int subtask,
      MySqlSourceReaderContext context,
      KnownLogs logs,
      ReaderMetrics metrics) {
    super(config, subtask, context, SnapshotPhaseHooks.empty());
    this.config = config;
    this.subtask = subtask;
    this.context = context;
    this.logs = logs;
    this.metrics = metrics;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<MySqlSplit> change) {
    List<MySqlSplit> chunks = new ArrayList<>();
    for (MySqlSplit split : change.splits()) {
      if (split.isBinlogSplit()) {
        next = split.asBinlogSplit();
      } else {
        chunks.add(split);
      }
    }
    if (!chunks.isEmpty()) {
      chunksWaiting += chunks.size();
      super.handleSplitsChanges(new SplitsAddition<>(chunks));
    }
  }

  @Override
  public RecordsWithSplitIds<SourceRecords> fetch() throws IOException {
    if (log == null && next != null) {
      open(next);
      next = null;
    }
    return log == null ? fetchChunk() : fetchLog();
  }

  private RecordsWithSplitIds<SourceRecords> fetchChunk() throws IOException {
    RecordsWithSplitIds<SourceRecords> records = super.fetch();
    for (String finished : records.finishedSplits()) {
      if (!finished.equals(LOG_SPLIT)) {
        chunksWaiting--;
      }
    }
    return records;
  }

  private RecordsWithSplitIds<SourceRecords> fetchLog() throws IOException {
    if (context.isBinlogSplitReaderSuspended()) {
      log.stopBinlogReadTask();
    }
    Iterator<SourceRecords> records;
    try {
      records = log.pollSplitRecords();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while the log was read", e);
    }
    if (records == null) {
      closeLog();
      return MySqlRecords.forFinishedSplit(LOG_SPLIT);
    }
    if (chunksWaiting > 0) {
      // Of a table that was added: they come first, and the log is handed in again after them.
      closeLog();
    }
    return MySqlRecords.forUnfinishedRecords(LOG_SPLIT, records);
  }

  private void open(MySqlBinlogSplit split) {
    MySqlConnectorConfig connector = config.getMySqlConnectorConfig();
    LogObserver observer = new LogObserver(metrics);
    LogClient client =
        new LogClient(
            connector.hostname(),
            connector.port(),
            connector.username(),
            connector.password(),
            idleInterval(),
            new LogClient.LogSettings(logs, observer));
    StatefulTaskContext task =
        new StatefulTaskContext(config, client, DebeziumUtils.createMySqlConnection(config));
    observer.observe(task);
    log = new BinlogSplitReader(task, subtask);
    log.submitSplit(split);
  }

  /** Often enough for each heartbeat of capture to be at most half of its interval late. */
  private long idleInterval() {
    long interval = config.getDbzConfiguration().getLong(Heartbeat.HEARTBEAT_INTERVAL);
    return interval <= 0 ? Long.MAX_VALUE : Math.max(100, interval / 2);
  }

  private void closeLog() {
    if (log != null) {
      log.close();
      log = null;
    }
  }

  @Override
  public void close() throws Exception {
    closeLog();
    super.close();
  }
}
