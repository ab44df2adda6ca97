package io.tideline.connector.files;

import io.tideline.connector.files.sink.FileTable;
import io.tideline.connector.files.source.FinishedFiles;
import io.tideline.connector.files.source.OldestFirst;
import io.tideline.connector.files.source.RowBulkFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * A table of files as the planner sees it when it is read: the files that are finished when the
 * query begins, or those and all that come later. Metadata that its rows bring when they are
 * written and no file keeps is NULL when they are read.
 */
public final class FilesDynamicSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsReadingMetadata {

  private final FileTable table;
  private final Map<String, DataType> metadata;
  private final Duration monitorInterval;
  private int[] columns;
  private int nulls;
  private DataType produced;

  /**
   * @param type of the columns
   * @param metadata what can be declared beside them
   * @param monitorInterval how often new files are looked for; null to end with those that are
   *     there
   */
  public FilesDynamicSource(
      FileTable table, DataType type, Map<String, DataType> metadata, Duration monitorInterval) {
    this.table = table;
    this.metadata = metadata;
    this.monitorInterval = monitorInterval;
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
  public Map<String, DataType> listReadableMetadata() {
    return metadata;
  }

  @Override
  public void applyReadableMetadata(List<String> keys, DataType producedDataType) {
    nulls = keys.size();
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
            table.format(), columns, nulls, context.<RowData>createTypeInformation(produced));
    FinishedFiles files = new FinishedFiles(table.names());
    FileSource.FileSourceBuilder<RowData> source =
        FileSource.forBulkFileFormat(format, table.directory())
            .setFileEnumerator(() -> files)
            .setSplitAssigner(OldestFirst::new);
    if (monitorInterval != null) {
      source.monitorContinuously(monitorInterval);
    }
    return SourceProvider.of(source.build());
  }

  @Override
  public DynamicTableSource copy() {
    FilesDynamicSource copy = new FilesDynamicSource(table, produced, metadata, monitorInterval);
    copy.columns = columns;
    copy.nulls = nulls;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "files of " + table.directory();
  }
}
