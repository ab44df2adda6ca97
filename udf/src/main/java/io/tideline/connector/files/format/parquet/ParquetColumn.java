package io.tideline.connector.files.format.parquet;

import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.PrimitiveType;

/** One column: how it is declared in a file, written and read. */
final class ParquetColumn {

  /** Writes the column's value in a row, which is not null. */
  interface Write {
    void write(RowData row, ColumnWriter out);
  }

  /** Reads the current value, which is not null, into Flink's internal form. */
  interface Read {
    Object read(ColumnReader in);
  }

  private final PrimitiveType type;
  private final SchemaElement element;
  private final Write write;
  private final Read read;

  ParquetColumn(PrimitiveType type, SchemaElement element, Write write, Read read) {
    this.type = type;
    this.element = element;
    this.write = write;
    this.read = read;
  }

  /**
   * @param column the index in the row
   * @throws IllegalArgumentException when Parquet files of ours have no form for the type
   */
  static ParquetColumn of(String name, LogicalType type, int column) {
    return ParquetColumns.of(name, type, column);
  }

  PrimitiveType type() {
    return type;
  }

  /** The same declaration as it stands in the footer. */
  SchemaElement element() {
    return element;
  }

  void write(RowData row, ColumnWriter out) {
    write.write(row, out);
  }

  Object read(ColumnReader in) {
    return read.read(in);
  }
}
