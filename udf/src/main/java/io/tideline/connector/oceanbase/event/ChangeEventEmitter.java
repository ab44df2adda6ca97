package io.tideline.connector.oceanbase.event;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.mysql.source.metrics.MySqlSourceReaderMetrics;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlRecordEmitter;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplitState;
import org.apache.flink.cdc.connectors.mysql.source.utils.RecordUtils;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.table.data.RowData;

/**
 * Tells the deserializer where in the log the rows of a snapshot's chunk belong: upstream sends
 * each chunk as low watermark, rows, high watermark, one chunk after the other.
 */
public final class ChangeEventEmitter extends MySqlRecordEmitter<RowData> {

  private final ChangeEventDeserializer deserializer;

  public ChangeEventEmitter(
      ChangeEventDeserializer deserializer, MySqlSourceReaderMetrics metrics) {
    super(deserializer, metrics, false);
    this.deserializer = deserializer;
  }

  @Override
  protected void processElement(
      SourceRecord record, SourceOutput<RowData> output, MySqlSplitState split) throws Exception {
    if (split.isSnapshotSplitState() && RecordUtils.isLowWatermarkEvent(record)) {
      BinlogOffset low = RecordUtils.getWatermark(record);
      deserializer.startChunk(low.getFilename(), low.getPosition());
    }
    super.processElement(record, output, split);
  }
}
