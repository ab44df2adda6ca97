package io.tideline.connector.files.sink;

import io.tideline.connector.files.format.FileFormat;
import java.io.Serializable;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** A table of files: where they are, what they are called and what is in them. */
public final class FileTable implements Serializable {

  /** The column that latencies are measured from, if the table has it. */
  public static final String EVENT_TIME = "_event_time";

  private static final long serialVersionUID = 1L;

  private final Path directory;
  private final FileNames names;
  private final FileFormat format;
  private final RowType type;
  private final Partitioning partitioning;

  /** All files are in the one directory. */
  public FileTable(Path directory, FileNames names, FileFormat format, RowType type) {
    this(directory, names, format, type, Partitioning.NONE);
  }

  public FileTable(
      Path directory, FileNames names, FileFormat format, RowType type, Partitioning partitioning) {
    this.directory = directory;
    this.names = names;
    this.format = format;
    this.type = type;
    this.partitioning = partitioning;
  }

  public Path directory() {
    return directory;
  }

  public FileNames names() {
    return names;
  }

  public FileFormat format() {
    return format;
  }

  public RowType type() {
    return type;
  }

  public Partitioning partitioning() {
    return partitioning;
  }

  /** Differs between two tables whose rows cannot be in one file. */
  String layout() {
    return names.suffix() + " " + type.asSerializableString();
  }

  /** The index of the instant that latencies are measured from; -1 without. */
  int eventTimeColumn() {
    int column = type.getFieldIndex(EVENT_TIME);
    boolean instant =
        column >= 0 && type.getTypeAt(column).is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
    return instant ? column : -1;
  }
}
