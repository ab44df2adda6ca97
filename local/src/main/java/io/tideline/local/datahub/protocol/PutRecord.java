package io.tideline.local.datahub.protocol;

import io.tideline.local.datahub.model.Column;
import io.tideline.local.datahub.model.ColumnType;
import io.tideline.local.datahub.model.Schema;
import io.tideline.local.datahub.model.ServiceException;
import java.util.List;

/**
 * What the server must know of a record that is being put: where it wants to go, and whether it
 * fits its topic. One instance is used for one record after the other.
 */
public final class PutRecord {
  private static final int SHARD_ID = 1;
  private static final int HASH_KEY = 2;
  private static final int PARTITION_KEY = 3;
  private static final int DATA = 9;
  private static final int LONGEST_VALUE = 2 * 1024 * 1024;

  private final Schema schema;
  private String shardId;
  private String hashKey;
  private String partitionKey;
  private String fault;

  /**
   * @param schema null for a BLOB topic
   */
  public PutRecord(Schema schema) {
    this.schema = schema;
  }

  /** Reads a RecordEntry. */
  public void read(byte[] bytes, int from, int length) {
    shardId = null;
    hashKey = null;
    partitionKey = null;
    fault = "The record has no data.";
    try {
      ProtoReader in = new ProtoReader(bytes, from, from + length);
      while (in.hasMore()) {
        int tag = in.tag();
        switch (tag >>> 3) {
          case SHARD_ID -> shardId = in.string();
          case HASH_KEY -> hashKey = in.string();
          case PARTITION_KEY -> partitionKey = in.string();
          case DATA -> {
            int size = in.length();
            fault = check(bytes, new ProtoReader(bytes, in.position(), in.position() + size));
            in.advance(size);
          }
          default -> in.skip(tag);
        }
      }
    } catch (ServiceException e) {
      fault = e.getMessage();
    }
  }

  private String check(byte[] bytes, ProtoReader data) {
    List<Column> columns = schema == null ? null : schema.columns();
    int count = 0;
    while (data.hasMore()) {
      int tag = data.tag();
      if (tag >>> 3 != 1) {
        data.skip(tag);
        continue;
      }
      int size = data.length();
      String wrong =
          columns != null && size > 0 && count < columns.size()
              ? checkValue(columns.get(count), bytes, data.position(), size)
              : null;
      if (wrong != null) {
        return wrong;
      }
      if (size > LONGEST_VALUE) {
        return "A value of " + size + " bytes is over the limit of " + LONGEST_VALUE + ".";
      }
      // An absent value is an empty message.
      if (size == 0 && columns == null) {
        return "The record has no data.";
      }
      if (size == 0 && count < columns.size() && columns.get(count).notNull()) {
        return "Column '" + columns.get(count).name() + "' must not be null.";
      }
      data.advance(size);
      count++;
    }
    return checkCount(count);
  }

  /** Checks a value that is there, in the message around it. */
  private static String checkValue(Column column, byte[] bytes, int from, int size) {
    if (column.type() == ColumnType.STRING) {
      return null;
    }
    ProtoReader value = new ProtoReader(bytes, from, from + size);
    while (value.hasMore()) {
      int tag = value.tag();
      if (tag >>> 3 != 1) {
        value.skip(tag);
        continue;
      }
      int length = value.length();
      if (!ValueCheck.fits(column.type(), bytes, value.position(), length)) {
        return "Column '"
            + column.name()
            + "' has a value that is not of type "
            + column.type()
            + ".";
      }
      value.advance(length);
    }
    return null;
  }

  private String checkCount(int count) {
    if (schema == null) {
      return count == 1 ? null : "A BLOB record has one value, not " + count + ".";
    }
    return count >= schema.original() && count <= schema.columns().size()
        ? null
        : "The record has " + count + " values for " + schema.columns().size() + " columns.";
  }

  /** Why the record cannot be taken, or null. */
  public String fault() {
    return fault;
  }

  /** The shard it names, or null. */
  public String shardId() {
    return shardId;
  }

  /** The hash key it names, or null. */
  public String hashKey() {
    return hashKey;
  }

  /** The partition key it names, or null. */
  public String partitionKey() {
    return partitionKey;
  }
}
