package io.tideline.connector.oceanbase.event;

import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSnapshotSplit;

/**
 * Writes which keys a chunk has, as {@code {"from":{"id":100},"to":{"id":200}}}: the first one is
 * in it, the last one is not; null where the table begins or ends.
 */
final class KeyRange {

  private KeyRange() {}

  static String of(MySqlSnapshotSplit chunk) {
    List<String> columns = chunk.getSplitKeyType().getFieldNames();
    StringBuilder out = new StringBuilder("{\"from\":");
    key(out, columns, chunk.getSplitStart());
    out.append(",\"to\":");
    key(out, columns, chunk.getSplitEnd());
    return out.append('}').toString();
  }

  private static void key(StringBuilder out, List<String> columns, Object[] values) {
    if (values == null) {
      out.append("null");
      return;
    }
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? '{' : ',');
      JsonText.string(out, columns.get(i));
      out.append(':');
      value(out, values[i]);
    }
    out.append('}');
  }

  private static void value(StringBuilder out, Object value) {
    if (value instanceof BigDecimal) {
      out.append(((BigDecimal) value).toPlainString());
    } else if (value == null || value instanceof Number) {
      out.append(value);
    } else if (value instanceof byte[]) {
      JsonText.base64(out, (byte[]) value);
    } else {
      JsonText.string(out, value.toString());
    }
  }
}
