package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.files.format.JsonFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  private static final long TIME = 1_795_000_000_123L;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 9})
  void theOldestEventTimeIsReadInThePrecisionThatTheColumnHas(int precision) throws Exception {
    RowType type =
        (RowType)
            DataTypes.ROW(DataTypes.FIELD(FileTable.EVENT_TIME, DataTypes.TIMESTAMP_LTZ(precision)))
                .getLogicalType();
    JsonFormat format = new JsonFormat(type);
    FileTable table =
        new FileTable(
            new org.apache.flink.core.fs.Path(directory.toUri()),
            new FileNames("shop", "orders", format.suffix()),
            format,
            type);
    ChangeFilesWriter writer =
        new ChangeFilesWriter(
            table,
            new RollingPolicy(1_000_000, Duration.ofHours(1)),
            FileStore.of(table.directory(), new WriteRetry(0, Duration.ZERO)),
            new WriterContext(
                0,
                1,
                new TestTime(TIME),
                new WriterMetrics(new UnregisteredMetricsGroup(), "rowsWritten")),
            null);

    writer.write(
        new RowDataSerializer(type)
            .toBinaryRow(GenericRowData.of(TimestampData.fromEpochMillis(TIME))),
        null);
    writer.flush(true);

    Collection<FileCommittable> files = writer.prepareCommit();
    assertThat(files).singleElement().extracting(FileCommittable::oldestEventTime).isEqualTo(TIME);
  }
}
