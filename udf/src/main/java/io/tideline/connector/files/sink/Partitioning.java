package io.tideline.connector.files.sink;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** By which columns the rows of a table go into directories below its own. */
public final class Partitioning implements Serializable {

  /** All files are in the table's directory. */
  public static final Partitioning NONE = new Partitioning(null, List.of(), 1);

  private static final long serialVersionUID = 1L;

  private final RowType type;
  private final int[] columns;
  private final int maxOpen;

  /**
   * @param type of the rows
   * @param columns their names, the outermost directory's first
   * @param maxOpen how many partitions a writer has a file open for at a time
   * @throws IllegalArgumentException when there can be no such directories
   */
  public Partitioning(RowType type, List<String> columns, int maxOpen) {
    if (maxOpen < 1) {
      throw new IllegalArgumentException(
          "option 'partition.max-open' is at least 1, not " + maxOpen);
    }
    this.type = type;
    this.maxOpen = maxOpen;
    this.columns = columns.stream().mapToInt(name -> column(type, name)).toArray();
  }

  public boolean isNone() {
    return columns.length == 0;
  }

  int maxOpen() {
    return maxOpen;
  }

  PartitionDirectories directories() {
    return new PartitionDirectories(type, columns);
  }

  /** Flink lets only columns be named that rows are written with. */
  private static int column(RowType type, String name) {
    int column = type.getFieldIndex(name);
    LogicalType ofColumn = type.getTypeAt(column);
    if (ofColumn.isAnyOf(
        LogicalTypeRoot.BINARY,
        LogicalTypeRoot.VARBINARY,
        LogicalTypeRoot.FLOAT,
        LogicalTypeRoot.DOUBLE)) {
      throw new IllegalArgumentException(
          "PARTITIONED BY names '"
              + name
              + "' of type "
              + ofColumn.asSummaryString()
              + ", and a directory is called by a text, a time, an exact number or a BOOLEAN");
    }
    return column;
  }
}
