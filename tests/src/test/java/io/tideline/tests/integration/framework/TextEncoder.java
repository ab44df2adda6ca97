package io.tideline.tests.integration.framework;

import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.sink.RecordEncoder;
import java.util.Map;
import org.apache.flink.table.data.RowData;

/** A row's text as a record of a {@link TextTopic}. */
final class TextEncoder implements RecordEncoder {

  private static final long serialVersionUID = 1L;
  private static final int FRAME = 200;

  @Override
  public void open(TopicSchema schema) {
    // One column, whatever it is called.
  }

  @Override
  public Object[] fields(RowData row) {
    return new Object[] {row.getString(0).toString()};
  }

  @Override
  public byte[] blob(RowData row) {
    throw new UnsupportedOperationException("the topic has a column");
  }

  @Override
  public Map<String, String> attributes(RowData row) {
    return Map.of();
  }

  @Override
  public int size(RowData row) {
    return FRAME + size(row, 0);
  }

  @Override
  public int size(RowData row, int column) {
    return row.getString(0).toBytes().length;
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public String column(int index) {
    return TextTopic.COLUMN;
  }
}
