package io.tideline.connector.oceanbase.reader;

import io.debezium.heartbeat.Heartbeat;
import io.tideline.connector.oceanbase.log.KnownLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
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
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/** Reads the chunks of a snapshot with {@link ChunksReader}, the log over a {@link LogClient}. */
final class LogSplitReader extends MySqlSplitReader {

  private static final String LOG_SPLIT = MySqlBinlogSplitAssigner.BINLOG_SPLIT_ID;

  private final MySqlSourceConfig config;
  private final int subtask;
  private final MySqlSourceReaderContext context;
  private final KnownLogs logs;
  private final ReaderMetrics metrics;
  private final SnapshotPace pace;
  private final ChunksReader chunks;

  private MySqlBinlogSplit next;
  private BinlogSplitReader log;
  private LogObserver observer;
  private LogEnd end;

  LogSplitReader(
      MySqlSourceConfig config, int subtask, MySqlSourceReaderContext context, ReaderParts parts) {
    super(config, subtask, context, SnapshotPhaseHooks.empty());
    this.config = config;
    this.subtask = subtask;
    this.context = context;
    this.logs = parts.logs();
    this.metrics = parts.metrics();
    this.pace = parts.pace();
    this.chunks = new ChunksReader(config, subtask, pace);
  }

  @Override
  public void handleSplitsChanges(SplitsChange<MySqlSplit> change) {
    for (MySqlSplit split : change.splits()) {
      if (split.isBinlogSplit()) {
        next = split.asBinlogSplit();
      } else {
        chunks.add(split.asSnapshotSplit());
      }
    }
  }

  @Override
  public RecordsWithSplitIds<SourceRecords> fetch() throws IOException {
    if (log == null && next != null) {
      open(next);
      next = null;
    }
    try {
      return log == null ? fetchChunk() : fetchLog();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while reading", e);
    }
  }

  private RecordsWithSplitIds<SourceRecords> fetchChunk() throws InterruptedException {
    MySqlRecords records = chunks.fetch();
    if (records.finishedSplits().isEmpty() || !context.isHasAssignedBinlogSplit()) {
      return records;
    }
    // It was of a table that was added; the reader hands the log in again.
    String chunk = records.finishedSplits().iterator().next();
    return new MySqlRecords(chunk, Collections.emptyIterator(), Set.of(chunk, LOG_SPLIT));
  }

  /** A chunk that has to wait does not hold up what else there is to do. */
  @Override
  public void wakeUp() {
    pace.wakeUp();
  }

  private RecordsWithSplitIds<SourceRecords> fetchLog() throws IOException, InterruptedException {
    if (context.isBinlogSplitReaderSuspended()) {
      log.stopBinlogReadTask();
    }
    Iterator<SourceRecords> records;
    try {
      records = log.pollSplitRecords();
    } catch (RuntimeException e) {
      throw new IOException("cannot read the log on from " + observer.place(), e);
    }
    if (records == null) {
      closeLog();
      return MySqlRecords.forFinishedSplit(LOG_SPLIT);
    }
    if (!chunks.isDone()) {
      // Of a table that was added: they come first, and the log is handed in again after them.
      closeLog();
    }
    return MySqlRecords.forUnfinishedRecords(LOG_SPLIT, records);
  }

  private void open(MySqlBinlogSplit split) {
    observer = new LogObserver(metrics);
    LogClient client =
        new LogClient(
            config.getMySqlConnectorConfig(),
            idleInterval(),
            new LogClient.LogSettings(logs, observer));
    StatefulTaskContext task =
        new StatefulTaskContext(config, client, DebeziumUtils.createMySqlConnection(config));
    observer.observe(task);
    log = new BinlogSplitReader(task, subtask);
    log.submitSplit(split);
    end = new LogEnd(config, metrics);
    end.askEvery(askInterval());
  }

  /** Often enough for each heartbeat of capture to be at most half of its interval late. */
  private long idleInterval() {
    long interval = config.getDbzConfiguration().getLong(Heartbeat.HEARTBEAT_INTERVAL);
    return interval <= 0 ? Long.MAX_VALUE : Math.max(100, interval / 2);
  }

  /** No more often than a server bears that a hundred captures ask. */
  private Duration askInterval() {
    long interval = config.getDbzConfiguration().getLong(Heartbeat.HEARTBEAT_INTERVAL);
    return Duration.ofMillis(interval <= 0 ? 5_000 : Math.max(1_000, interval));
  }

  private void closeLog() {
    if (end != null) {
      end.close();
      end = null;
    }
    if (log != null) {
      log.close();
      log = null;
    }
  }

  @Override
  public void close() throws Exception {
    chunks.close();
    closeLog();
    super.close();
  }
}
