package io.tideline.connector.oceanbase.event;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Field;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;

/** Writes rows of one schema, or only their key, as JSON objects in the order of the columns. */
final class RowJson {

  /** A buffer that one huge row has blown up is not kept. */
  private static final int MAX_KEPT = 1 << 20;

  private static final class Column {
    private final Field field;
    private final String start;
    private final ValueJson value;
    private final boolean hasDefault;

    Column(Field field, boolean first) {
      StringBuilder text = new StringBuilder(first ? "{" : ",");
      JsonText.string(text, field.name());
      this.field = field;
      this.start = text.append(':').toString();
      this.value = ValueJson.of(field.schema());
      this.hasDefault = field.schema().defaultValue() != null;
    }

    /** A field with a default hides a null behind it when asked for by index. */
    Object of(Struct row) {
      return hasDefault ? row.getWithoutDefault(field.name()) : row.get(field);
    }
  }

  private final Column[] columns;
  private StringBuilder buffer = new StringBuilder(256);

  private RowJson(List<Field> fields) {
    columns = new Column[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Column(fields.get(i), i == 0);
    }
  }

  static RowJson of(Schema columns) {
    return new RowJson(columns.fields());
  }

  static RowJson ofKey(Schema columns, Schema key) {
    List<Field> fields = new ArrayList<>();
    for (Field field : columns.fields()) {
      if (key.field(field.name()) != null) {
        fields.add(field);
      }
    }
    return new RowJson(fields);
  }

  String text(Struct row) {
    StringBuilder out = buffer;
    out.setLength(0);
    for (Column column : columns) {
      out.append(column.start);
      Object value = column.of(row);
      if (value == null) {
        out.append("null");
      } else {
        column.value.write(out, value);
      }
    }
    String text = out.append('}').toString();
    if (out.capacity() > MAX_KEPT) {
      buffer = new StringBuilder(256);
    }
    return text;
  }
}
