package io.tideline.connector.oceanbase.reader;

import io.tideline.connector.oceanbase.log.DatabaseLog;
import io.tideline.connector.oceanbase.log.KnownLogs;
import io.tideline.connector.oceanbase.log.LogContinuity;
import io.tideline.connector.oceanbase.log.LogFile;
import io.tideline.connector.oceanbase.log.LogIdentity;
import io.tideline.connector.oceanbase.log.LogLoss;
import io.tideline.connector.oceanbase.log.LogLost;
import io.tideline.connector.oceanbase.log.LogLostException;
import io.tideline.connector.oceanbase.log.ServerLog;
import io.tideline.connector.oceanbase.log.StampedOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffsetKind;
import org.apache.flink.cdc.connectors.mysql.source.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides where the log is read on, before it is: where it was left, unless that is lost. */
final class LogStart {

  private static final Logger LOG = LoggerFactory.getLogger(LogStart.class);
  private static final int FIRST_EVENT = 4;

  private final ServerLog server;
  private final String database;
  private final Supplier<BinlogOffset> end;
  private final KnownLogs logs;
  private final LogLost whenLost;
  private final int leastEpoch;
  private final ReaderMetrics metrics;

  /**
   * @param end asks for the end of the log
   */
  LogStart(DatabaseLog server, Supplier<BinlogOffset> end, ReaderParts parts) {
    this.server = server;
    this.database = server.name();
    this.end = end;
    this.logs = parts.logs();
    this.whenLost = parts.options().whenLost();
    this.leastEpoch = parts.options().epoch();
    this.metrics = parts.metrics();
  }

  /**
   * The split, with a place to start at that exists and is stamped with its log.
   *
   * @throws LogLostException when changes are lost and 'log-lost' is not to go on
   */
  MySqlBinlogSplit of(MySqlBinlogSplit split) {
    BinlogOffset offset = split.getStartingOffset();
    int epoch = StampedOffset.epoch(offset, leastEpoch);
    if (offset.getOffsetKind() == BinlogOffsetKind.EARLIEST) {
      return at(split, oldest(epoch));
    }
    if (offset.getOffsetKind() == BinlogOffsetKind.LATEST) {
      // Kept as the end of now: a restart before the first change must not look for it again.
      return at(split, stamped(end.get(), epoch));
    }
    if (offset.getOffsetKind() == BinlogOffsetKind.TIMESTAMP || offset.getFilename().isEmpty()) {
      return split;
    }
    LogLoss loss = loss(split);
    if (loss == null) {
      return at(split, stamped(offset, epoch));
    }
    if (offset.getGtidSet() != null && !offset.getGtidSet().isEmpty()) {
      return byGtid(split, loss, loss.isAnotherLog() ? epoch + 1 : epoch);
    }
    if (whenLost == LogLost.FAIL) {
      throw LogLostException.of(database, loss, epoch);
    }
    return goOn(split, loss, loss.isAnotherLog() ? epoch + 1 : epoch);
  }

  private MySqlBinlogSplit goOn(MySqlBinlogSplit split, LogLoss loss, int epoch) {
    BinlogOffset oldest = oldest(epoch);
    metrics.gap();
    LOG.warn(
        "{}: {}. Changes are lost: capture stood at {}/{} and goes on at {}/{} in epoch {}",
        database,
        loss.reason(),
        split.getStartingOffset().getFilename(),
        split.getStartingOffset().getPosition(),
        oldest.getFilename(),
        oldest.getPosition(),
        epoch);
    return renewed(split, oldest);
  }

  /**
   * Upstream finds the place by its GTIDs, or fails; only our positions begin anew. The place takes
   * a file of this log, so that the next start does not find the loss again.
   */
  private MySqlBinlogSplit byGtid(MySqlBinlogSplit split, LogLoss loss, int epoch) {
    LOG.warn("{}: {}; going on by GTID in epoch {}", database, loss.reason(), epoch);
    BinlogOffset oldest = oldest(epoch);
    Map<String, String> place = new HashMap<>(split.getStartingOffset().getOffset());
    place.putAll(oldest.getOffset());
    place.put(BinlogOffset.GTID_SET_KEY, split.getStartingOffset().getGtidSet());
    return renewed(split, new BinlogOffset(place));
  }

  /** Without what belongs to the places of before: the ends of the chunks, and the columns. */
  private static MySqlBinlogSplit renewed(MySqlBinlogSplit split, BinlogOffset offset) {
    return new MySqlBinlogSplit(
        split.splitId(), offset, split.getEndingOffset(), List.of(), new HashMap<>(), 0);
  }

  private LogLoss loss(MySqlBinlogSplit split) {
    LogContinuity continuity = new LogContinuity(server);
    if (isNotBegun(split)) {
      LogLoss among =
          continuity.lossAmong(
              split.getFinishedSnapshotSplitInfos().stream()
                  .map(FinishedSnapshotSplitInfo::getHighWatermark)
                  .collect(Collectors.toList()));
      if (among != null) {
        return among;
      }
    }
    return continuity.lossAt(split.getStartingOffset());
  }

  /** Whether a chunk ends behind the place: its rows are still to be told from those of the log. */
  static boolean isNotBegun(MySqlBinlogSplit split) {
    return split.getFinishedSnapshotSplitInfos().stream()
        .anyMatch(chunk -> !chunk.getHighWatermark().isBefore(split.getStartingOffset()));
  }

  private BinlogOffset oldest(int epoch) {
    List<LogFile> files = server.files();
    if (files.isEmpty()) {
      throw new IllegalStateException(
          database + " has no log; it must be started with its binary log enabled");
    }
    return stamped(BinlogOffset.ofBinlogFilePosition(files.get(0).name(), FIRST_EVENT), epoch);
  }

  private BinlogOffset stamped(BinlogOffset offset, int epoch) {
    LogIdentity log = StampedOffset.log(offset);
    if (log == null) {
      log = server.identityOf(offset.getFilename());
    }
    if (log != null) {
      logs.learn(offset.getFilename(), log);
    }
    return StampedOffset.of(offset, epoch, log);
  }

  private static MySqlBinlogSplit at(MySqlBinlogSplit split, BinlogOffset offset) {
    return new MySqlBinlogSplit(
        split.splitId(),
        offset,
        split.getEndingOffset(),
        split.getFinishedSnapshotSplitInfos(),
        split.getTableSchemas(),
        split.getTotalFinishedSplitSize(),
        split.isSuspended());
  }
}
