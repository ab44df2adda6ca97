package io.tideline.connector.files.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/** P11: what is written in each format is what our reader, and another's, reads. */
class FormatProperties {

  private static final RowType TYPE = AnyRow.TYPE;

  private static final int TEXT = TYPE.getFieldCount() - 1;

  private Path directory;
  private DuckDb duckDb;

  @BeforeProperty
  void open() throws Exception {
    directory = Files.createTempDirectory("formats");
    duckDb = new DuckDb();
  }

  @AfterProperty
  void close() throws Exception {
    duckDb.close();
    Files.deleteIfExists(file());
    Files.deleteIfExists(directory);
  }

  @Property(tries = 150)
  void p11AnyRowsAreReadBackFromAnyFormatHoweverOftenTheFileWasSuspended(
      @ForAll("formats") FileFormat format,
      @ForAll("rows") List<GenericRowData> rows,
      @ForAll("gaps") int gap)
      throws Exception {
    write(format, rows, gap);
    int[] all = IntStream.range(0, TYPE.getFieldCount()).toArray();
    assertThat(read(format, all)).isEqualTo(rows);
  }

  @Property(tries = 100)
  void p11AnyColumnsInAnyOrderCanBeReadAlone(
      @ForAll("formats") FileFormat format,
      @ForAll("rows") List<GenericRowData> rows,
      @ForAll("columns") List<Integer> wanted)
      throws Exception {
    write(format, rows, 7);
    int[] columns = wanted.stream().mapToInt(Integer::intValue).toArray();
    List<GenericRowData> expected =
        rows.stream()
            .map(row -> GenericRowData.of(Arrays.stream(columns).mapToObj(row::getField).toArray()))
            .collect(Collectors.toList());
    assertThat(read(format, columns)).isEqualTo(expected);
  }

  @Property(tries = 150)
  void p11AnyRowsAreReadByDuckDbWithTheirTypes(
      @ForAll("formats") FileFormat format,
      @ForAll("readableRows") List<GenericRowData> rows,
      @ForAll("gaps") int gap)
      throws Exception {
    write(format, rows, gap);
    List<List<Object>> expected = rows.stream().map(AnyRow::plain).collect(Collectors.toList());
    List<List<Object>> actual = duckDb.read(file(), format.suffix(), DuckDb.RFC_4180);
    if (format instanceof JsonFormat) {
      expected.forEach(FormatProperties::asSeenThroughADouble);
      actual.forEach(FormatProperties::asSeenThroughADouble);
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Property(tries = 150)
  void p11AnyStyleOfCsvTellsNullFromEveryText(
      @ForAll("styles") Style style,
      @ForAll("readableRows") List<GenericRowData> rows,
      @ForAll("gaps") int gap)
      throws Exception {
    CsvFormat format = new CsvFormat(TYPE, style.csv(), TextCompression.NONE);
    rows.forEach(row -> row.setField(TEXT, style.sometimesNullText(row.getField(TEXT))));
    write(format, rows, gap);
    int[] all = IntStream.range(0, TYPE.getFieldCount()).toArray();
    assertThat(read(format, all)).isEqualTo(rows);
    assertThat(duckDb.read(file(), format.suffix(), style.duckDb()))
        .isEqualTo(rows.stream().map(AnyRow::plain).collect(Collectors.toList()));
  }

  /** DuckDB takes a JSON number of many digits for a double; all digits are in the file. */
  private static void asSeenThroughADouble(List<Object> row) {
    for (String column : List.of("unsigned", "wide")) {
      int i = TYPE.getFieldIndex(column);
      row.set(i, row.get(i) == null ? null : ((Number) row.get(i)).doubleValue());
    }
  }

  /** What {@link CsvStyle} is made of, for us and for DuckDB. */
  private static final class Style {
    private final String delimiter;
    private final String nullText;
    private final CsvStyle.Quoting quoting;
    private final boolean header;

    private Style(String delimiter, String nullText, CsvStyle.Quoting quoting, boolean header) {
      this.delimiter = delimiter;
      this.nullText = nullText;
      this.quoting = quoting;
      this.header = header;
    }

    private CsvStyle csv() {
      return new CsvStyle(delimiter, nullText, quoting, header);
    }

    private String duckDb() {
      return String.format(
          "header = %s, delim = '%s', nullstr = '%s', allow_quoted_nulls = false",
          header, delimiter, nullText);
    }

    /** Text that reads like null must stay text. */
    private Object sometimesNullText(Object text) {
      boolean replace = text != null && text.toString().length() % 5 == 0;
      return replace ? StringData.fromString(nullText) : text;
    }

    @Override
    public String toString() {
      return delimiter + " " + nullText + " " + quoting + " " + header;
    }
  }

  @Provide
  Arbitrary<Style> styles() {
    return Combinators.combine(
            Arbitraries.of(",", ";", "|", "\\t", "~"),
            Arbitraries.of("", "\\N", "NULL", "n/a"),
            Arbitraries.of(CsvStyle.Quoting.class),
            Arbitraries.of(true, false))
        .as(Style::new);
  }

  @Provide
  Arbitrary<FileFormat> formats() {
    return Arbitraries.of(
        new JsonFormat(TYPE),
        new JsonFormat(TYPE, TextCompression.GZIP),
        new JsonFormat(TYPE, TextCompression.ZSTD),
        new CsvFormat(TYPE, CsvStyle.RFC_4180, TextCompression.NONE),
        new CsvFormat(TYPE, CsvStyle.RFC_4180, TextCompression.GZIP),
        new CsvFormat(TYPE, CsvStyle.RFC_4180, TextCompression.ZSTD),
        new ParquetFormat(TYPE, PageCodec.ZSTD, 2048),
        new ParquetFormat(TYPE, PageCodec.NONE, 64 * 1024),
        new ParquetFormat(TYPE, PageCodec.SNAPPY, 1),
        new ParquetFormat(TYPE, PageCodec.GZIP, 1024));
  }

  @Provide
  Arbitrary<List<GenericRowData>> rows() {
    return AnyRow.of(Arbitraries.strings().filter(AnyRow::isText)).list().ofMaxSize(300);
  }

  /** DuckDB's own readers refuse the NUL character in text files. */
  @Provide
  Arbitrary<List<GenericRowData>> readableRows() {
    return AnyRow.of(
            Arbitraries.strings().filter(text -> AnyRow.isText(text) && text.indexOf(0) < 0))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<Integer> gaps() {
    return Arbitraries.integers().between(1, 400);
  }

  @Provide
  Arbitrary<List<Integer>> columns() {
    return Arbitraries.integers()
        .between(0, TYPE.getFieldCount() - 1)
        .list()
        .uniqueElements()
        .ofMinSize(1);
  }

  private Path file() {
    return directory.resolve("rows");
  }

  /**
   * Writes rows as they come from other operators, in binary, suspending after each {@code gap}.
   */
  private void write(FileFormat format, List<GenericRowData> rows, int gap) throws IOException {
    Files.deleteIfExists(file());
    RowDataSerializer serializer = new RowDataSerializer(TYPE);
    OutputStream out =
        Files.newOutputStream(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    RowEncoder encoder = format.create(out);
    for (int i = 0; i < rows.size(); i++) {
      GenericRowData row = rows.get(i);
      encoder.write(i % 2 == 0 ? row : serializer.toBinaryRow(row).copy());
      if ((i + 1) % gap == 0) {
        byte[] state = encoder.suspend();
        out.close();
        out = Files.newOutputStream(file(), StandardOpenOption.APPEND);
        encoder = format.resume(out, state, Files.size(file()));
      }
    }
    encoder.finish();
    out.close();
  }

  private List<RowData> read(FileFormat format, int[] columns) throws IOException {
    List<RowData> rows = new ArrayList<>();
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(file().toUri());
    try (FSDataInputStream in = LocalFileSystem.getSharedInstance().open(path)) {
      RowDecoder decoder = format.read(in, Files.size(file()), columns);
      for (RowData row = decoder.next(); row != null; row = decoder.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
