package io.tideline.tests.bench;

import io.tideline.event.ChangeColumns;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Change events of one size, made beforehand and handed out in turns, so that making them is not
 * measured. They are more than lz4 looks back over, so their repetition does not compress.
 */
final class ChangeEvents implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int COUNT = 2048;
  private static final String[] WORDS = {
    "paid",
    "shipped",
    "returned",
    "blue",
    "large",
    "express",
    "gift",
    "invoice",
    "customer",
    "north"
  };

  private final int bytes;
  private transient Object[][] values;
  private transient RowData[] rows;

  /**
   * @param bytes of all values of an event together, as text in UTF-8
   */
  ChangeEvents(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** The values for the SDK, in the order of the columns. */
  Object[] values(long index) {
    if (values == null) {
      values = make();
    }
    return values[(int) (index % COUNT)];
  }

  /** The same event as a row of a table. */
  RowData row(long index) {
    if (rows == null) {
      rows = new RowData[COUNT];
      for (int i = 0; i < COUNT; i++) {
        rows[i] = row(values(i));
      }
    }
    return rows[(int) (index % COUNT)];
  }

  private static RowData row(Object[] values) {
    GenericRowData row = new GenericRowData(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Long) {
        row.setField(i, TimestampData.fromEpochMillis((Long) values[i] / 1000));
      } else {
        // Bytes, as a row has them that comes from another operator.
        row.setField(i, values[i] == null ? null : StringData.fromBytes(utf8(values[i])));
      }
    }
    return row;
  }

  private Object[][] make() {
    Random random = new Random(bytes);
    Object[][] made = new Object[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      Object[] event = new Object[ChangeColumns.NAMES.size()];
      event[ChangeColumns.EVENT_ID] =
          String.format("%016x%016x", random.nextLong(), random.nextLong());
      event[ChangeColumns.OP] = "UPDATE";
      event[ChangeColumns.SOURCE] = "shop-db";
      event[ChangeColumns.DATABASE_NAME] = "shop";
      event[ChangeColumns.TABLE_NAME] = "orders";
      event[ChangeColumns.EVENT_TIME] = 1_795_446_000_000_000L + i * 1000L;
      event[ChangeColumns.PRIMARY_KEY] = "{\"id\":" + (1_000_000 + i) + "}";
      event[ChangeColumns.POSITION] = String.format("1-000012-%010d-0001-0", 4711 + 300 * i);
      event[ChangeColumns.AFTER] = image(i, random, bytes - size(event));
      made[i] = event;
    }
    return made;
  }

  private static String image(int id, Random random, int length) {
    StringBuilder text =
        new StringBuilder("{\"id\":").append(1_000_000 + id).append(",\"note\":\"");
    while (text.length() < length - 2) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ').append(random.nextInt(1000));
      text.append(' ');
    }
    text.setLength(length - 2);
    return text.append("\"}").toString();
  }

  private static int size(Object[] event) {
    int size = 0;
    for (Object value : event) {
      size += value == null ? 0 : utf8(value).length;
    }
    return size;
  }

  private static byte[] utf8(Object value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }
}
