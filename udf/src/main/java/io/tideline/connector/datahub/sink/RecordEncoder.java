package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.TopicSchema;
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
   * Values of a TUPLE record in the topic's order. May be called by several threads, as may all
   * below.
   *
   * @throws RecordFault when the topic cannot hold a value
   */
  Object[] fields(RowData row) throws RecordFault;

  /**
   * Bytes of a BLOB record.
   *
   * @throws RecordFault when there are none
   */
  byte[] blob(RowData row) throws RecordFault;

  /** Attributes that the row itself brings; more can be put into a map that is not empty. */
  Map<String, String> attributes(RowData row);

  /** Bytes that the record takes in a request at most, with its attributes and its frame. */
  int size(RowData row);

  /** Bytes of one column's value, which is not null. */
  int size(RowData row, int column);

  int columns();

  String column(int index);
}
