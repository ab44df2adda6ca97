package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlPartition;
import io.debezium.data.Envelope;
import io.debezium.pipeline.EventDispatcher.SnapshotReceiver;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.schema.DataCollectionSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.header.ConnectHeaders;

/**
 * Gets each row of a chunk as it is read, and gives a TIME between -1 hour and 0 the sign back that
 * upstream loses: it takes it from the hours, which are 0.
 */
final class ChunkReceiver implements SnapshotReceiver<MySqlPartition> {

  private final SnapshotReceiver<MySqlPartition> next;
  private final ChunkConnection connection;
  private final List<String> times = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();

  ChunkReceiver(SnapshotReceiver<MySqlPartition> next, ChunkConnection connection, Table table) {
    this.next = next;
    this.connection = connection;
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (ChunkSelect.isTime(columns.get(i))) {
        times.add(columns.get(i).name());
        places.add(i + 1);
      }
    }
  }

  @Override
  public void changeRecord(
      MySqlPartition partition,
      DataCollectionSchema schema,
      Envelope.Operation operation,
      Object key,
      Struct value,
      OffsetContext offset,
      ConnectHeaders headers)
      throws InterruptedException {
    for (int i = 0; i < times.size(); i++) {
      if (isShortAndNegative(places.get(i))) {
        negate(times.get(i), value.getStruct(Envelope.FieldName.AFTER));
        negate(times.get(i), (Struct) key);
      }
    }
    next.changeRecord(partition, schema, operation, key, value, offset, headers);
  }

  private boolean isShortAndNegative(int column) {
    try {
      byte[] text = connection.sent(column);
      return text != null
          && text.length > 3
          && text[0] == '-'
          && text[1] == '0'
          && text[2] == '0'
          && text[3] == ':';
    } catch (SQLException e) {
      throw new IllegalStateException("column " + column + " of the snapshot cannot be read", e);
    }
  }

  private static void negate(String column, Struct row) {
    if (row != null && row.schema().field(column) != null) {
      Object time = row.get(column);
      // Anything else is of a 'debezium.' option that asks for another form.
      if (time instanceof Long && (Long) time > 0) {
        row.put(column, -(Long) time);
      }
    }
  }

  @Override
  public void completeSnapshot() throws InterruptedException {
    next.completeSnapshot();
  }
}
