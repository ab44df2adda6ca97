package io.tideline.connector.datahub.sink;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Tells which rows go to every shard: those with one of some values in a column of text. */
public final class BroadcastRows implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private final int column;
  private final String[] texts;
  private transient StringData[] values;

  private BroadcastRows(int column, List<String> values) {
    this.column = column;
    this.texts = values.toArray(new String[0]);
  }

  public static BroadcastRows none() {
    return new BroadcastRows(NONE, List.of());
  }

  public static BroadcastRows with(int column, List<String> values) {
    return new BroadcastRows(column, values);
  }

  boolean matches(RowData row) {
    if (column == NONE || row.isNullAt(column)) {
      return false;
    }
    if (values == null) {
      values = new StringData[texts.length];
      for (int i = 0; i < texts.length; i++) {
        values[i] = StringData.fromString(texts[i]);
      }
    }
    StringData value = row.getString(column);
    for (StringData candidate : values) {
      if (candidate.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
