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
 * @param computes whether the route does more than take every change as it is
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
    boolean computes) {

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
