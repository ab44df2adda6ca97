package io.tideline.connector.files.sink;

import io.tideline.connector.files.format.KeyText;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Says which directory a row goes to, {@code dt=2026-11-24/hr=15}. A name is put together once for
 * each of the latest {@value #REMEMBERED} values, not for each row.
 */
final class PartitionDirectories {

  private static final int REMEMBERED = 4096;

  private final RowType type;
  private final int[] columns;
  private final KeyText key;
  private final Map<ByteBuffer, String> names = new HashMap<>();
  private byte[] lastKey = {};
  private String last = "";

  PartitionDirectories(RowType type, int[] columns) {
    this.type = type;
    this.columns = columns;
    this.key = columns.length == 0 ? null : new KeyText(type, columns);
  }

  /** Relative to the table's directory; empty where all files are in it. */
  String of(RowData row) {
    if (key == null) {
      return last;
    }
    key.take(row);
    if (!key.isSame(lastKey)) {
      lastKey = key.copy();
      last = names.get(ByteBuffer.wrap(lastKey));
      if (last == null) {
        last = remember();
      }
    }
    return last;
  }

  private String remember() {
    if (names.size() >= REMEMBERED) {
      names.clear();
    }
    StringJoiner directory = new StringJoiner("/");
    for (int i = 0; i < columns.length; i++) {
      directory.add(PartitionName.of(type.getFieldNames().get(columns[i]), key.text(i)));
    }
    names.put(ByteBuffer.wrap(lastKey), directory.toString());
    return directory.toString();
  }
}
