package io.tideline.connector.datahub.client.protocol;

import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes a record in the protocol's form once, so that a request is put together from it without a
 * look at its values. Values travel as text, an absent one as nothing.
 */
public final class WireRecordWriter implements RecordWriter {

  private static final int CAPACITY = 1024;

  private final WireWriter out = new WireWriter(CAPACITY);
  private int attributesSize;

  @Override
  public void attribute(byte[] name, byte[] value) {
    WireRecord.attribute(out, name, value);
    attributesSize = out.size();
  }

  @Override
  public void bytes(byte[] source, int offset, int length) {
    value(length);
    out.raw(source, offset, length);
  }

  @Override
  public void number(long value) {
    int digits = WireWriter.digits(value);
    value(digits);
    out.decimal(value, digits);
  }

  @Override
  public void text(String value) {
    byte[] ascii = value.getBytes(StandardCharsets.ISO_8859_1);
    bytes(ascii, 0, ascii.length);
  }

  @Override
  public void absent() {
    out.header(WireRecord.DATA_FIELD, 0);
  }

  private void value(int size) {
    out.header(WireRecord.DATA_FIELD, WireWriter.size(size));
    out.header(WireRecord.FIELD_VALUE, size);
  }

  @Override
  public OutgoingRecord finish() {
    OutgoingRecord record = new OutgoingRecord(out.toByteArray(), attributesSize);
    discard();
    return record;
  }

  @Override
  public void discard() {
    out.clear();
    attributesSize = 0;
  }
}
