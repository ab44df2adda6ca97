package io.tideline.connector.files;

import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.source.FinishedFiles;
import io.tideline.connector.files.source.RowBulkFormat;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** A table of files as the planner sees it when it is read: the finished files, once. */
public final class FilesDynamicSource implements ScanTableSource, SupportsProjectionPushDown {

  private final FileTable table;
  private int[] columns;
  private DataType produced;

  public FilesDynamicSource(FileTable table, DataType type) {
    this.table = table;
    this.columns = IntStream.range(0, table.type().getFieldCount()).toArray();
    this.produced = type;
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    columns = Arrays.stream(projectedFields).mapToInt(path -> path[0]).toArray();
    produced = producedDataType;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    RowBulkFormat format =
        new RowBulkFormat(
            table.format(), columns, context.<RowData>createTypeInformation(produced));
    FinishedFiles files = new FinishedFiles(table.names());
    return SourceProvider.of(
        FileSource.forBulkFileFormat(format, table.directory())
            .setFileEnumerator(() -> files)
            .build());
  }

  @Override
  public DynamicTableSource copy() {
    FilesDynamicSource copy = new FilesDynamicSource(table, produced);
    copy.columns = columns;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "files of " + table.directory();
  }
}
