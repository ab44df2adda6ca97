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
   * Values of a TUPLE record in the topic's order.
   *
   * @throws IllegalArgumentException when no topic can hold a value, naming column and limit, not
   *     the value
   */
  Object[] fields(RowData row);

  /**
   * Bytes of a BLOB record.
   *
   * @throws IllegalArgumentException when there is no value
   */
  byte[] blob(RowData row);

  /** Attributes that the row itself brings. */
  Map<String, String> attributes(RowData row);

  /** Bytes that the record takes in a request, about. */
  int size(RowData row);

  /** Bytes that one column's value, which is not null, takes in a request, about. */
  int size(RowData row, int column);

  int columns();

  String column(int index);
}
