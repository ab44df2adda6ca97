package io.tideline.runner.topic;

import org.apache.flink.table.types.logical.LogicalType;

/** The DataHub type of a column, as the connector writes it. */
final class DatahubType {

  private DatahubType() {}

  /**
   * @throws IllegalArgumentException when DataHub has no such type
   */
  static String of(LogicalType type) {
    switch (type.getTypeRoot()) {
      case CHAR:
      case VARCHAR:
        return "STRING";
      case BOOLEAN:
        return "BOOLEAN";
      case TINYINT:
        return "TINYINT";
      case SMALLINT:
        return "SMALLINT";
      case INTEGER:
        return "INTEGER";
      case BIGINT:
        return "BIGINT";
      case FLOAT:
        return "FLOAT";
      case DOUBLE:
        return "DOUBLE";
      case DECIMAL:
        return "DECIMAL";
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return "TIMESTAMP";
      default:
        throw new IllegalArgumentException(
            "a topic has no columns of type " + type.asSummaryString() + "; use STRING");
    }
  }
}
