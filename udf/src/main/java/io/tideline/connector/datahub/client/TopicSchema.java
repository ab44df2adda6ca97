package io.tideline.connector.datahub.client;

import java.util.List;

/** The columns of a TUPLE topic, in order; none for BLOB. */
public final class TopicSchema {

  /** The types a column can have. */
  public enum Type {
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    FLOAT,
    DOUBLE,
    DECIMAL,
    BOOLEAN,
    /** Microseconds since the epoch. */
    TIMESTAMP,
    STRING
  }

  /**
   * One column; a record without a value for a column that is not nullable is refused by the
   * service.
   */
  public static final class Column {
    private final String name;
    private final Type type;
    private final boolean nullable;

    public Column(String name, Type type, boolean nullable) {
      this.name = name;
      this.type = type;
      this.nullable = nullable;
    }

    public String name() {
      return name;
    }

    public Type type() {
      return type;
    }

    public boolean nullable() {
      return nullable;
    }

    @Override
    public String toString() {
      return name + " " + type + (nullable ? "" : " NOT NULL");
    }
  }

  private final List<Column> columns;

  public TopicSchema(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  public List<Column> columns() {
    return columns;
  }

  public boolean isBlob() {
    return columns.isEmpty();
  }

  /**
   * The index of the column, whose name is compared without case as the service does; -1 when there
   * is none.
   */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return isBlob() ? "BLOB" : columns.toString();
  }
}
