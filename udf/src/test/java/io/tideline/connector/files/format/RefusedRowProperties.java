package io.tideline.connector.files.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

/** P10 in a file: a row with a value that it cannot hold leaves no trace in it. */
class RefusedRowProperties {

  private static final RowType TYPE =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("id", DataTypes.BIGINT()),
                  DataTypes.FIELD("at", DataTypes.TIMESTAMP(6)),
                  DataTypes.FIELD("local", DataTypes.TIMESTAMP_LTZ(6)))
              .getLogicalType();

  /** Milliseconds that are too many as microseconds in 64 bits. */
  private static final long ABSURD = Long.MAX_VALUE / 1_000 + 1;

  @Property(tries = 120)
  void aFileHasTheGoodRowsWhicheverBetweenThemWereRefused(
      @ForAll @Size(max = 300) List<Boolean> good, @ForAll boolean suspended) throws IOException {
    ParquetFormat format = new ParquetFormat(TYPE, PageCodec.SNAPPY, 2048);
    Path file = Files.createTempFile("refused", ".parquet");
    List<Long> expected = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(file)) {
      RowEncoder encoder = format.create(out);
      for (int i = 0; i < good.size(); i++) {
        if (good.get(i)) {
          encoder.write(row(i, i * 1_000L, null));
          expected.add((long) i);
        } else {
          RowData bad = i % 2 == 0 ? row(i, ABSURD, 0L) : row(i, 0, -ABSURD);
          assertThatThrownBy(() -> encoder.write(bad))
              .isInstanceOf(RefusedRowException.class)
              .hasMessageContaining(i % 2 == 0 ? "column 'at'" : "column 'local'");
        }
        if (suspended && i % 50 == 0) {
          encoder.suspend();
        }
      }
      encoder.finish();
    }
    assertThat(ids(format, file)).isEqualTo(expected);
    Files.delete(file);
  }

  private static List<Long> ids(FileFormat format, Path file) throws IOException {
    List<Long> ids = new ArrayList<>();
    try (FSDataInputStream in =
        LocalFileSystem.getSharedInstance().open(new org.apache.flink.core.fs.Path(file.toUri()))) {
      RowDecoder rows = format.read(in, Files.size(file), new int[] {0, 1, 2});
      for (RowData row = rows.next(); row != null; row = rows.next()) {
        ids.add(row.getLong(0));
        assertThat(row.getTimestamp(1, 6).getMillisecond()).isEqualTo(row.getLong(0) * 1_000);
      }
    }
    return ids;
  }

  private static RowData row(long id, long at, Long local) {
    return GenericRowData.of(
        id,
        TimestampData.fromEpochMillis(at),
        local == null ? null : TimestampData.fromEpochMillis(local));
  }
}
