package io.tideline.connector.datahub.client;

/**
 * Where a record is written to: attributes, then a value for each column of the topic, in its
 * order; of a BLOB topic its only one. Serves for one record after the other, not for several
 * threads.
 */
public interface RecordWriter {

  /** Both in UTF-8. */
  void attribute(byte[] name, byte[] value);

  /** A STRING in UTF-8, or a BLOB. */
  void bytes(byte[] source, int offset, int length);

  /** A whole number, or a TIMESTAMP in microseconds since the epoch. */
  void number(long value);

  /** A value of any other type as the service writes it, which is ASCII. */
  void text(String value);

  /** No value. */
  void absent();

  /** The record that was written. */
  OutgoingRecord finish();

  /** Forgets what was written since the last record. */
  void discard();
}
