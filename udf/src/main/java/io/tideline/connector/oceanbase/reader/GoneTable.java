package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlConnection;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.relational.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.debezium.dispatcher.SignalEventDispatcher;
import org.apache.flink.cdc.connectors.mysql.debezium.dispatcher.SignalEventDispatcher.WatermarkKind;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that was dropped before its chunks were read, which without this would be asked for at
 * each restart, and each time in vain. Its chunks have no rows.
 */
final class GoneTable {

  private static final Logger LOG = LoggerFactory.getLogger(GoneTable.class);

  private GoneTable() {}

  /** Whether the database has no such table. */
  static boolean isGone(MySqlConnection connection, TableId table) throws SQLException {
    return connection.prepareQueryAndMap(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
        statement -> {
          statement.setString(1, table.catalog());
          statement.setString(2, table.table());
        },
        rows -> !rows.next());
  }

  /** What upstream expects of a chunk: where the log was when it began, and when it ended. */
  static SourceRecords chunk(MySqlSourceConfig config, MySqlSnapshotSplit chunk)
      throws InterruptedException {
    ChunkContext context = new ChunkContext(config);
    try {
      context.configure(chunk);
      BinlogOffset now = DebeziumUtils.currentBinlogOffset(context.getConnection());
      SignalEventDispatcher signals = context.getSignalEventDispatcher();
      signals.dispatchWatermarkEvent(chunk, now, WatermarkKind.LOW);
      signals.dispatchWatermarkEvent(chunk, now, WatermarkKind.HIGH);
      List<SourceRecord> records = new ArrayList<>();
      while (records.size() < 2) {
        for (DataChangeEvent event : context.getQueue().poll()) {
          records.add(event.getRecord());
        }
      }
      return new SourceRecords(records);
    } finally {
      close(context);
    }
  }

  private static void close(ChunkContext context) {
    try {
      context.close();
    } catch (Exception e) {
      LOG.warn("a connection for a chunk cannot be closed", e);
    }
  }
}
