package io.tideline.tests.integration.framework;

import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.sink.RecordEncoder;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** A row's text as a record of a {@link TextTopic}. */
final class TextEncoder implements RecordEncoder {

  private static final long serialVersionUID = 1L;

  @Override
  public void open(TopicSchema schema) {
    // One column, whatever it is called.
  }

  @Override
  public void encode(RowData row, RecordWriter out) {
    byte[] text = row.getString(0).toBytes();
    out.bytes(text, 0, text.length);
  }

  @Override
  public Map<String, String> attributes(RowData row) {
    return Map.of();
  }

  @Override
  public RowData decode(TopicRecord record) {
    return GenericRowData.of(StringData.fromBytes(record.utf8(0)));
  }
}
