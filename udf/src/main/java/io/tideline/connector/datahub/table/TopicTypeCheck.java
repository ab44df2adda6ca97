package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Compares the columns of a table with those of its topic, and says all that differs at once. */
final class TopicTypeCheck {

  private TopicTypeCheck() {}

  /**
   * @throws ValidationException naming each column that does not fit, and what would
   */
  static void check(RowType table, TopicSchema topic, boolean writing) {
    List<String> problems = topic.isBlob() ? blob(table) : tuple(table, topic, writing);
    if (!problems.isEmpty()) {
      throw new ValidationException(
          "the table's columns do not fit the topic's:\n  "
              + String.join("\n  ", problems)
              + "\nThe topic has: "
              + topic);
    }
  }

  private static List<String> blob(RowType table) {
    boolean fits =
        table.getFieldCount() == 1
            && (table.getTypeAt(0).is(LogicalTypeRoot.VARBINARY)
                || table.getTypeAt(0).is(LogicalTypeRoot.BINARY));
    return fits
        ? List.of()
        : List.of("a BLOB topic is read and written as a single column of type VARBINARY");
  }

  private static List<String> tuple(RowType table, TopicSchema topic, boolean writing) {
    List<String> problems = new ArrayList<>();
    for (RowType.RowField field : table.getFields()) {
      int index = topic.indexOf(field.getName());
      if (index < 0) {
        problems.add("column '" + field.getName() + "' is not in the topic");
        continue;
      }
      TopicSchema.Column column = topic.columns().get(index);
      if (!fits(field.getType(), column.type())) {
        problems.add(
            String.format(
                "column '%s' is %s in the table and %s in the topic; declare it as %s",
                field.getName(),
                field.getType().asSummaryString(),
                column.type(),
                fitting(column.type())));
      }
    }
    if (writing) {
      for (TopicSchema.Column column : topic.columns()) {
        if (!column.nullable() && !hasField(table, column.name())) {
          problems.add(
              "the topic's column '"
                  + column.name()
                  + "' must have a value, but is not in the table");
        }
      }
    }
    return problems;
  }

  private static boolean hasField(RowType table, String name) {
    return table.getFieldNames().stream().anyMatch(name::equalsIgnoreCase);
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
