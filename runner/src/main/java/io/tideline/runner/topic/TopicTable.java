package io.tideline.runner.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A table of the connector 'datahub' as the topic tool wants it.
 *
 * @param options the table's options; secrets are references
 * @param columns {@code name:TYPE} or {@code name:TYPE:NOTNULL} each, in order
 */
record TopicTable(Map<String, String> options, List<String> columns) {

  private static final String CONNECTOR = "datahub";

  static boolean isTopic(Map<String, String> options) {
    return CONNECTOR.equals(options.get("connector"));
  }

  static TopicTable of(Map<String, String> options, ResolvedSchema schema) {
    List<String> columns = new ArrayList<>();
    for (Column column : schema.getColumns()) {
      if (column.isPhysical()) {
        LogicalType type = column.getDataType().getLogicalType();
        columns.add(
            column.getName() + ":" + DatahubType.of(type) + (type.isNullable() ? "" : ":NOTNULL"));
      }
    }
    return new TopicTable(Map.copyOf(options), columns);
  }

  /**
   * The arguments that make this topic where it is missing.
   *
   * @param shards of a new topic
   * @param lifecycle days that a new topic keeps a record
   * @param subscription the name of a new subscription
   */
  List<String> arguments(int shards, int lifecycle, String subscription) {
    List<String> arguments = new ArrayList<>(List.of("create"));
    add(arguments, "--endpoint", options.containsKey("endPoint") ? "endPoint" : "endpoint");
    add(arguments, "--project", "project");
    add(arguments, "--topic", "topic");
    add(arguments, "--access-id", "accessId");
    add(arguments, "--access-key", "accessKey");
    arguments.addAll(List.of("--shards", Integer.toString(shards)));
    arguments.addAll(List.of("--lifecycle", Integer.toString(lifecycle)));
    arguments.addAll(List.of("--subscription", subscription));
    for (String column : columns) {
      arguments.addAll(List.of("--column", column));
    }
    return arguments;
  }

  private void add(List<String> arguments, String argument, String option) {
    String value = options.get(option);
    if (value == null) {
      throw new IllegalArgumentException(
          "the table of the topic has no option '" + option + "'; add it to its WITH");
    }
    arguments.addAll(List.of(argument, value));
  }
}
