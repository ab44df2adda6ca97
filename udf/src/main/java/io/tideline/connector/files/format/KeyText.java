package io.tideline.connector.files.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** The values of some columns of a row as text, and together as bytes to compare rows by. */
public final class KeyText {

  private static final int NULL = -1;

  private final int[] columns;
  private final ColumnText[] values;
  private final int[] lengths;
  private final RowBytes bytes = new RowBytes();

  /**
   * @throws IllegalArgumentException when a column's type has no form as text
   */
  public KeyText(RowType type, int[] columns) {
    this.columns = columns.clone();
    this.values = new ColumnText[columns.length];
    this.lengths = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = ColumnText.of(type.getTypeAt(columns[i]), columns[i]);
    }
  }

  /** Takes the row's values. */
  public void take(RowData row) {
    bytes.clear();
    for (int i = 0; i < columns.length; i++) {
      int start = bytes.length();
      if (row.isNullAt(columns[i])) {
        lengths[i] = NULL;
      } else {
        values[i].append(row, bytes);
        lengths[i] = bytes.length() - start;
      }
    }
    // The lengths behind the values: without them 'a', 'bc' and 'ab', 'c' would be the same.
    for (int length : lengths) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.put(length >> shift);
      }
    }
  }

  /** Whether the row has the values that a copy was made of. */
  public boolean isSame(byte[] copy) {
    return Arrays.equals(bytes.array(), 0, bytes.length(), copy, 0, copy.length);
  }

  /** The values in a form that is the same for the same values only. */
  public byte[] copy() {
    return Arrays.copyOf(bytes.array(), bytes.length());
  }

  /** The value of a column, the first is 0; null for NULL. */
  public String text(int index) {
    if (lengths[index] == NULL) {
      return null;
    }
    int start = 0;
    for (int i = 0; i < index; i++) {
      start += Math.max(0, lengths[i]);
    }
    return new String(bytes.array(), start, lengths[index], StandardCharsets.UTF_8);
  }
}
