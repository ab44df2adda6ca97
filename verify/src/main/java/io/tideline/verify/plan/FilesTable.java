package io.tideline.verify.plan;

import io.tideline.connector.files.sink.FileNames;
import io.tideline.verify.column.FileColumn;
import java.nio.file.Path;
import java.util.List;

/**
 * A table of files that a route fills.
 *
 * @param name as the SQL names it
 * @param database of the source table
 * @param table the source table
 * @param directory where its files are, in it and in those of partitions below it
 * @param names what they are called
 * @param csv how its CSV files are written; of no meaning for others
 * @param columns without those that say what happened to the row
 * @param route the table of changes that the route reads, which a corrective event is sent to
 * @param rows how the route makes its rows of the changes
 */
public record FilesTable(
    String name,
    String database,
    String table,
    Path directory,
    FileNames names,
    CsvForm csv,
    List<FileColumn> columns,
    String route,
    Rows rows) {

  /** What a route makes of the changes that it reads. */
  public enum Rows {
    /** Every change as it is. */
    ALL_AS_THEY_ARE,
    /** A row of every change, with columns that may be others. */
    ALL_WITH_OTHER_COLUMNS,
    /** It leaves changes out, or makes a row of several: the files are not one table's. */
    NOT_ALL
  }

  /** How CSV files are written. */
  public record CsvForm(String delimiter, String nullText, boolean header) {}

  public FilesTable {
    columns = List.copyOf(columns);
  }

  public String source() {
    return database + "." + table;
  }

  /** Whether a user who says this means this table. */
  public boolean isNamed(String text) {
    return text.equals(name) || text.equals(source());
  }
}
