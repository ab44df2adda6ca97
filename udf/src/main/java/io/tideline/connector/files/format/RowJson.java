package io.tideline.connector.files.format;

import java.util.Arrays;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** A single row as the JSON object that would be its line in a file. */
public final class RowJson {

  private RowJson() {}

  /** The object in UTF-8, without a line's end. */
  public static byte[] of(RowType type, RowData row) {
    RowBytes out = new RowBytes();
    new JsonLine(type).append(row, out);
    return Arrays.copyOf(out.array(), out.length() - 1);
  }
}
