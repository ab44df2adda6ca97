package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Compares the columns of a table with those of its topic, and says all that differs at once. */
final class TopicTypeCheck {

  private final DeclaredTable table;
  private final TopicSchema topic;
  private final List<String> problems = new ArrayList<>();

  private TopicTypeCheck(DeclaredTable table, TopicSchema topic) {
    this.table = table;
    this.topic = topic;
  }

  /**
   * @throws ValidationException naming each column that cannot be read as declared, and what could
   */
  static void forReading(DeclaredTable table, TopicSchema topic) {
    TopicTypeCheck check = new TopicTypeCheck(table, topic);
    if (topic.isBlob()) {
      check.blob();
    } else {
      check.namesAndTypes();
      check.valuesToRead();
    }
    check.report();
  }

  /**
   * @throws ValidationException naming each column that cannot be written as declared, and what
   *     could
   */
  static void forWriting(DeclaredTable table, TopicSchema topic) {
    TopicTypeCheck check = new TopicTypeCheck(table, topic);
    if (topic.isBlob()) {
      check.blob();
    } else {
      check.namesAndTypes();
      check.valuesToWrite();
    }
    check.report();
  }

  private void report() {
    if (!problems.isEmpty()) {
      throw new ValidationException(
          String.format(
              "table %s does not fit its topic %s:\n  %s\nThe topic has: %s",
              table.name(), table.topic(), String.join("\n  ", problems), topic));
    }
  }

  private void blob() {
    RowType columns = table.columns();
    boolean fits =
        columns.getFieldCount() == 1
            && (columns.getTypeAt(0).is(LogicalTypeRoot.VARBINARY)
                || columns.getTypeAt(0).is(LogicalTypeRoot.BINARY));
    if (!fits) {
      problems.add(
          String.format(
              "the topic is BLOB, but the table has %s; declare a single column of type VARBINARY",
              describe(columns)));
    }
  }

  private static String describe(RowType columns) {
    return columns.getFieldCount() == 1
        ? "a column of type " + columns.getTypeAt(0).copy(true).asSummaryString()
        : columns.getFieldCount() + " columns";
  }

  private void namesAndTypes() {
    Map<String, String> seen = new TreeMap<>();
    for (RowType.RowField field : table.columns().getFields()) {
      String name = field.getName();
      String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        problems.add(
            String.format(
                "columns '%s' and '%s' are the same column of the topic, whose names have no case; keep one",
                other, name));
        continue;
      }
      TopicSchema.Column column = column(name);
      if (column == null) {
        problems.add(
            String.format(
                "column '%s' is not in the topic; take it out of the table or add it to the topic",
                name));
      } else if (!fits(field.getType(), column.type())) {
        problems.add(
            String.format(
                "column '%s' is %s in the table and %s in the topic; declare it as %s",
                name,
                field.getType().copy(true).asSummaryString(),
                column.type(),
                fitting(column.type())));
      }
    }
  }

  private void valuesToRead() {
    for (RowType.RowField field : table.columns().getFields()) {
      TopicSchema.Column column = column(field.getName());
      if (column != null
          && column.nullable()
          && !field.getType().isNullable()
          && !table.columnsMadeNotNull().contains(field.getName())) {
        problems.add(
            String.format(
                "column '%s' is NOT NULL in the table, but in the topic it may be without a value; declare it"
                    + " without NOT NULL",
                field.getName()));
      }
    }
  }

  private void valuesToWrite() {
    for (TopicSchema.Column column : topic.columns()) {
      if (column.nullable()) {
        continue;
      }
      RowType.RowField field = field(column.name());
      if (field == null) {
        problems.add(
            String.format(
                "the topic's column '%s' must have a value, but is not in the table; add it as %s NOT NULL",
                column.name(), fitting(column.type())));
      } else if (field.getType().isNullable()) {
        problems.add(
            String.format(
                "column '%s' may be NULL in the table, but in the topic it must have a value; declare it NOT NULL",
                field.getName()));
      }
    }
  }

  /** Null when the topic has none of that name. */
  private TopicSchema.Column column(String name) {
    int index = topic.indexOf(name);
    return index < 0 ? null : topic.columns().get(index);
  }

  /** Null when the table has none of that name. */
  private RowType.RowField field(String name) {
    for (RowType.RowField field : table.columns().getFields()) {
      if (field.getName().equalsIgnoreCase(name)) {
        return field;
      }
    }
    return null;
  }

  private static boolean fits(LogicalType table, TopicSchema.Type topic) {
    switch (table.getTypeRoot()) {
      case TINYINT:
        return topic == TopicSchema.Type.TINYINT;
      case SMALLINT:
        return topic == TopicSchema.Type.SMALLINT;
      case INTEGER:
        return topic == TopicSchema.Type.INTEGER;
      case BIGINT:
        return topic == TopicSchema.Type.BIGINT || topic == TopicSchema.Type.TIMESTAMP;
      case FLOAT:
        return topic == TopicSchema.Type.FLOAT;
      case DOUBLE:
        return topic == TopicSchema.Type.DOUBLE;
      case DECIMAL:
        return topic == TopicSchema.Type.DECIMAL;
      case BOOLEAN:
        return topic == TopicSchema.Type.BOOLEAN;
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return topic == TopicSchema.Type.TIMESTAMP;
      case CHAR:
      case VARCHAR:
        return topic == TopicSchema.Type.STRING;
      default:
        return false;
    }
  }

  private static String fitting(TopicSchema.Type topic) {
    switch (topic) {
      case TIMESTAMP:
        return "TIMESTAMP(6), TIMESTAMP_LTZ(6) or BIGINT (microseconds)";
      case INTEGER:
        return "INT";
      case DECIMAL:
        return "DECIMAL(p, s)";
      default:
        return topic.name();
    }
  }
}
