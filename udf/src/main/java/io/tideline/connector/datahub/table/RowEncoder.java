package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.sink.RecordEncoder;
import io.tideline.connector.datahub.sink.RecordFault;
import io.tideline.event.Stamp;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;

/** Records from the rows of a table: its physical columns by name, then perhaps attributes. */
final class RowEncoder implements RecordEncoder {

  private static final long serialVersionUID = 1L;
  private static final StringData RUN = StringData.fromString(Stamp.RUN);
  private static final StringData SEQ = StringData.fromString(Stamp.SEQ);

  private final DeclaredTable table;
  private final RowType physical;
  private final int attributesIndex;
  private final EpochMicros times;

  /** In the topic's order; null for a column that the table lacks. */
  private transient ColumnWriter[] writers;

  /** In the table's order. */
  private transient ColumnReader[] readers;

  private transient boolean blob;

  /**
   * @param attributesIndex of the attributes map in a row, or -1
   */
  RowEncoder(DeclaredTable table, int attributesIndex, EpochMicros times) {
    this.table = table;
    this.physical = table.columns();
    this.attributesIndex = attributesIndex;
    this.times = times;
  }

  @Override
  public void open(TopicSchema schema) {
    TopicTypeCheck.forWriting(table, schema);
    blob = schema.isBlob();
    if (blob) {
      writers = new ColumnWriter[] {ColumnWriter.blob(physical.getFields().get(0))};
      return;
    }
    writers = new ColumnWriter[schema.columns().size()];
    readers = new ColumnReader[physical.getFieldCount()];
    for (int i = 0; i < readers.length; i++) {
      RowType.RowField field = physical.getFields().get(i);
      int index = schema.indexOf(field.getName());
      writers[index] = ColumnWriter.of(field, i, schema.columns().get(index), times);
      readers[i] = ColumnReader.of(field, index, times);
    }
  }

  @Override
  public void encode(RowData row, RecordWriter out) throws RecordFault {
    if (attributesIndex >= 0 && !row.isNullAt(attributesIndex)) {
      attributes(row.getMap(attributesIndex), out);
    }
    for (ColumnWriter writer : writers) {
      if (writer == null) {
        out.absent();
      } else {
        writer.write(row, out);
      }
    }
  }

  private static void attributes(MapData map, RecordWriter out) {
    ArrayData names = map.keyArray();
    ArrayData values = map.valueArray();
    for (int i = 0; i < map.size(); i++) {
      StringData name = names.getString(i);
      if (!values.isNullAt(i) && !name.equals(RUN) && !name.equals(SEQ)) {
        out.attribute(name.toBytes(), values.getString(i).toBytes());
      }
    }
  }

  @Override
  public Map<String, String> attributes(RowData row) {
    Map<String, String> attributes = new HashMap<>();
    if (attributesIndex >= 0 && !row.isNullAt(attributesIndex)) {
      MapData map = row.getMap(attributesIndex);
      for (int i = 0; i < map.size(); i++) {
        if (!map.valueArray().isNullAt(i)) {
          attributes.put(
              map.keyArray().getString(i).toString(), map.valueArray().getString(i).toString());
        }
      }
    }
    return attributes;
  }

  @Override
  public RowData decode(TopicRecord record) throws IOException {
    if (blob) {
      return GenericRowData.of((Object) record.blob());
    }
    GenericRowData row = new GenericRowData(readers.length);
    for (int i = 0; i < readers.length; i++) {
      try {
        row.setField(i, readers[i].read(record));
      } catch (MisfitException e) {
        throw new IOException("a record that was encoded from a row is none of its table's", e);
      }
    }
    return row;
  }
}
