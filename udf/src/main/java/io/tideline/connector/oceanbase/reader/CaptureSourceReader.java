package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlConnection;
import io.debezium.connector.mysql.MySqlPartition;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import io.debezium.relational.history.TableChanges.TableChangeType;
import io.tideline.connector.oceanbase.log.KnownLogs;
import io.tideline.connector.oceanbase.log.LogIdentity;
import io.tideline.connector.oceanbase.log.StampedOffset;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReader;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSplitReader;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.connectors.mysql.source.utils.TableDiscoveryUtils;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;

/**
 * Upstream's reader, which also keeps in its state which log it reads, and starts only on that.
 *
 * <p>A log that was begun anew is read only after a checkpoint that holds its epoch: were a change
 * of it emitted before, a failure could give the same epoch to yet another log.
 */
public final class CaptureSourceReader<T> extends MySqlSourceReader<T> {

  private static final long NEVER = Long.MAX_VALUE;

  private final MySqlSourceConfig config;
  private final KnownLogs logs;
  private final LogStart start;
  private final ChunksAgain chunksAgain;
  private final int leastEpoch;

  private boolean started;
  private int epoch;
  private MySqlBinlogSplit held;
  private long heldUntil = NEVER;

  private CaptureSourceReader(
      FutureCompletingBlockingQueue<RecordsWithSplitIds<SourceRecords>> queue,
      Supplier<MySqlSplitReader> splitReaders,
      MySqlSourceReaderContext context,
      EmitterFactory<T> emitters,
      Wiring wiring) {
    super(
        queue,
        splitReaders,
        emitters.create(wiring.parts, wiring.config),
        context.getSourceReaderContext().getConfiguration(),
        context,
        wiring.config);
    this.config = wiring.config;
    this.logs = wiring.parts.logs();
    this.start = wiring.parts.logStart();
    this.chunksAgain = wiring.parts.chunksAgain();
    this.leastEpoch = wiring.parts.options().epoch();
    this.epoch = leastEpoch;
  }

  private static final class Wiring {
    private final MySqlSourceConfig config;
    private final ReaderParts parts;

    Wiring(MySqlSourceConfig config, ReaderParts parts) {
      this.config = config;
      this.parts = parts;
    }
  }

  /** A reader for one subtask. */
  public static <T> SourceReader<T, MySqlSplit> create(
      SourceReaderContext context,
      MySqlSourceConfig config,
      ReaderOptions options,
      EmitterFactory<T> emitters) {
    ReaderParts parts = new ReaderParts(context, config, options);
    MySqlSourceReaderContext upstream = new MySqlSourceReaderContext(context);
    int subtask = context.getIndexOfSubtask();
    return new CaptureSourceReader<>(
        new FutureCompletingBlockingQueue<>(),
        () -> new LogSplitReader(config, subtask, upstream, parts),
        upstream,
        emitters,
        new Wiring(config, parts));
  }

  /** What was added before is of an earlier run. */
  @Override
  public void start() {
    started = true;
    super.start();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof ChunkAgain) {
      chunksAgain.add(((ChunkAgain) event).chunk());
    } else {
      super.handleSourceEvents(event);
    }
  }

  @Override
  public void addSplits(List<MySqlSplit> splits) {
    List<MySqlSplit> ready = new ArrayList<>();
    for (MySqlSplit split : splits) {
      if (!split.isBinlogSplit()) {
        if (!started && !split.asSnapshotSplit().isSnapshotReadFinished()) {
          chunksAgain.add(split.splitId());
        }
        ready.add(split);
        continue;
      }
      MySqlBinlogSplit log = split.asBinlogSplit();
      if (log.isSuspended() || !log.isCompletedSplit()) {
        ready.add(log);
        continue;
      }
      int before = StampedOffset.epoch(log.getStartingOffset(), leastEpoch);
      MySqlBinlogSplit startable = start.of(log);
      epoch = StampedOffset.epoch(startable.getStartingOffset(), leastEpoch);
      if (epoch > before) {
        held = startable;
      } else {
        ready.add(withAllTables(startable));
      }
    }
    if (!ready.isEmpty()) {
      super.addSplits(ready);
    }
  }

  @Override
  public List<MySqlSplit> snapshotState(long checkpoint) {
    List<MySqlSplit> splits = super.snapshotState(checkpoint);
    for (int i = 0; i < splits.size(); i++) {
      if (splits.get(i).isBinlogSplit()) {
        splits.set(i, stamped(splits.get(i).asBinlogSplit()));
      }
    }
    if (held != null) {
      heldUntil = Math.min(heldUntil, checkpoint);
      splits.add(held);
    }
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    if (held != null && checkpoint >= heldUntil) {
      MySqlBinlogSplit split = held;
      held = null;
      heldUntil = NEVER;
      super.addSplits(List.of(withAllTables(split)));
    }
  }

  private MySqlBinlogSplit stamped(MySqlBinlogSplit split) {
    BinlogOffset offset = split.getStartingOffset();
    if (offset == null || offset.getFilename() == null || offset.getFilename().isEmpty()) {
      return split;
    }
    LogIdentity log = logs.of(offset.getFilename());
    logs.forgetBefore(offset.getFilename());
    return new MySqlBinlogSplit(
        split.splitId(),
        StampedOffset.of(offset, epoch, log == null ? StampedOffset.log(offset) : log),
        split.getEndingOffset(),
        split.getFinishedSnapshotSplitInfos(),
        withoutDropped(split.getTableSchemas()),
        split.getTotalFinishedSplitSize(),
        split.isSuspended());
  }

  /** Upstream would take them for tables without columns. */
  private static Map<TableId, TableChange> withoutDropped(Map<TableId, TableChange> tables) {
    Map<TableId, TableChange> left = new HashMap<>(tables);
    left.values().removeIf(table -> table.getType() == TableChangeType.DROP);
    return left;
  }

  /**
   * Upstream takes the columns of now for those at the place in the log where reading starts. Those
   * that the snapshot found are nearer to it: a table that was altered in between would be read
   * wrongly, again and again. A table that the snapshot does not know is taken as it is now.
   */
  private MySqlBinlogSplit withAllTables(MySqlBinlogSplit split) {
    if (split.getTableSchemas().isEmpty() || !LogStart.isNotBegun(split)) {
      return split;
    }
    MySqlPartition partition =
        new MySqlPartition(config.getMySqlConnectorConfig().getLogicalName());
    try (MySqlConnection connection = DebeziumUtils.createMySqlConnection(config)) {
      Map<TableId, TableChange> tables =
          new HashMap<>(
              TableDiscoveryUtils.discoverSchemaForCapturedTables(partition, config, connection));
      tables.putAll(split.getTableSchemas());
      return MySqlBinlogSplit.fillTableSchemas(split, tables);
    } catch (SQLException e) {
      throw new IllegalStateException("the columns of the captured tables cannot be read", e);
    }
  }
}
