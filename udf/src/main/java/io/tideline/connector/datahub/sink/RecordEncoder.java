package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.flink.table.data.RowData;

/** Turns rows into what a topic holds. */
public interface RecordEncoder extends Serializable {

  /**
   * Called once per writer before the first row.
   *
   * @throws org.apache.flink.table.api.ValidationException when rows do not fit the topic
   */
  void open(TopicSchema schema);

  /**
   * Writes the row's attributes, without those that the sink stamps, and its values. Nothing of the
   * row is kept, its objects may be used again.
   *
   * @throws RecordFault when the topic cannot hold a value; what was written of the row is
   *     discarded
   */
  void encode(RowData row, RecordWriter out) throws RecordFault;

  /** The attributes that a row brings. */
  Map<String, String> attributes(RowData row);

  /** The row of a record that was encoded, for those that the service refuses. */
  RowData decode(TopicRecord record) throws IOException;
}
