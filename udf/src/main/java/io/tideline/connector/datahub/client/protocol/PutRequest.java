package io.tideline.connector.datahub.client.protocol;

import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The message that puts records into a shard. Values travel as text, an absent one as nothing. */
public final class PutRequest {

  private static final int RECORDS = 1;
  private static final int RECORD_ATTRIBUTES = 8;
  private static final int RECORD_DATA = 9;
  private static final int ATTRIBUTE = 1;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_VALUE = 2;
  private static final int DATA_FIELD = 1;
  private static final int FIELD_VALUE = 1;

  private final TopicSchema schema;
  private final WireWriter out;
  private byte[][] values = new byte[16][];

  private PutRequest(TopicSchema schema, int capacity) {
    this.schema = schema;
    this.out = new WireWriter(capacity);
  }

  /**
   * @param sizeHint bytes that the message takes, about
   * @throws DataHubException MALFORMED when a record does not fit the schema
   */
  public static ByteBuffer frame(TopicSchema schema, List<OutgoingRecord> records, int sizeHint)
      throws DataHubException {
    PutRequest request = new PutRequest(schema, sizeHint);
    for (OutgoingRecord record : records) {
      request.add(record);
    }
    return request.out.frame();
  }

  private void add(OutgoingRecord record) throws DataHubException {
    int count = 0;
    int attributesSize = 0;
    for (Map.Entry<String, String> attribute : record.attributes().entrySet()) {
      attributesSize +=
          WireWriter.size(
              pairSize(
                  keep(count++, utf8(attribute.getKey())),
                  keep(count++, utf8(attribute.getValue()))));
    }
    int firstField = count;
    int dataSize = 0;
    if (record.blob() != null) {
      dataSize = WireWriter.size(WireWriter.size(keep(count++, record.blob()).length));
    } else {
      Object[] fields = record.fields();
      checkCount(fields.length);
      for (int i = 0; i < fields.length; i++) {
        byte[] text = keep(count++, text(fields[i]));
        if (text == null) {
          checkNullable(schema.columns().get(i));
        }
        dataSize += WireWriter.size(fieldSize(text));
      }
    }
    out.header(
        RECORDS,
        (attributesSize == 0 ? 0 : WireWriter.size(attributesSize)) + WireWriter.size(dataSize));
    if (attributesSize > 0) {
      out.header(RECORD_ATTRIBUTES, attributesSize);
      for (int i = 0; i < firstField; i += 2) {
        out.header(ATTRIBUTE, pairSize(values[i], values[i + 1]));
        out.bytes(ATTRIBUTE_NAME, values[i]);
        out.bytes(ATTRIBUTE_VALUE, values[i + 1]);
      }
    }
    out.header(RECORD_DATA, dataSize);
    for (int i = firstField; i < count; i++) {
      out.header(DATA_FIELD, fieldSize(values[i]));
      if (values[i] != null) {
        out.bytes(FIELD_VALUE, values[i]);
      }
    }
  }

  private byte[] keep(int index, byte[] value) {
    if (index == values.length) {
      values = Arrays.copyOf(values, index * 2);
    }
    values[index] = value;
    return value;
  }

  private static int pairSize(byte[] name, byte[] value) {
    return WireWriter.size(name.length) + WireWriter.size(value.length);
  }

  private static int fieldSize(byte[] text) {
    return text == null ? 0 : WireWriter.size(text.length);
  }

  private static byte[] text(Object value) {
    if (value == null || value instanceof byte[]) {
      return (byte[]) value;
    }
    return utf8(
        value instanceof BigDecimal ? ((BigDecimal) value).toPlainString() : value.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void checkCount(int count) throws DataHubException {
    if (count != schema.columns().size()) {
      throw malformed("has " + count + " values for " + schema.columns().size() + " columns");
    }
  }

  private static void checkNullable(TopicSchema.Column column) throws DataHubException {
    if (!column.nullable()) {
      throw malformed("has no value for column '" + column.name() + "', which is NOT NULL");
    }
  }

  private static DataHubException malformed(String what) {
    return new DataHubException(DataHubException.Reason.MALFORMED, "the record " + what, null);
  }
}
