package io.tideline.connector.files.format.parquet;

import io.tideline.connector.files.format.RefusedRowException;
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

  /** Tells what cannot be written, before anything of the row is. */
  interface Check {
    /**
     * @throws RefusedRowException when the column's value, which is not null, has no form
     */
    void check(RowData row) throws RefusedRowException;
  }

  private final PrimitiveType type;
  private final SchemaElement element;
  private final Write write;
  private final Read read;
  private final Check check;

  ParquetColumn(PrimitiveType type, SchemaElement element, Write write, Read read) {
    this(type, element, write, read, null);
  }

  private ParquetColumn(
      PrimitiveType type, SchemaElement element, Write write, Read read, Check check) {
    this.type = type;
    this.element = element;
    this.write = write;
    this.read = read;
    this.check = check;
  }

  /** The same for a type that has values which a file cannot hold. */
  ParquetColumn checked(Check refusing) {
    return new ParquetColumn(type, element, write, read, refusing);
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

  /** Null when every value can be written. */
  Check check() {
    return check;
  }

  void write(RowData row, ColumnWriter out) {
    write.write(row, out);
  }

  Object read(ColumnReader in) {
    return read.read(in);
  }
}
