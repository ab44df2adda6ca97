package io.tideline.tests.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.RowEncoder;
import io.tideline.connector.files.format.parquet.PageCodec;
import io.tideline.connector.files.format.parquet.ParquetFormat;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

/**
 * What one plain thread does without any framework: the rows of {@link OrderChanges}, which it has
 * in memory, parsed with Jackson into typed values and written into a file: as JSON with Jackson's
 * generator, as CSV by hand, as Parquet with the encoder of 'change-files', beside which there is
 * none that needs no Hadoop. No order, no duplicates, no commits.
 */
final class PlainFiles {

  private static final int ROWS = 250_000;
  private static final int STEP = 100;
  private static final int BUFFER = 128 * 1024;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter();
  private static final String[] NAMES = {
    "_event_id",
    "_op",
    "_position",
    "_event_time",
    "id",
    "customer_id",
    "status",
    "amount",
    "discount",
    "paid",
    "note",
    "placed_at",
    "updated_at",
    "version"
  };

  /** Writes a row, which has the values in the order of {@link #NAMES}. */
  private interface Output extends AutoCloseable {
    void write(Object[] row) throws IOException;

    @Override
    void close() throws IOException;
  }

  private final JsonFactory json = new JsonFactory();
  private final byte[][] rows = new byte[ROWS][];
  private final Path directory;

  PlainFiles(Path directory) {
    this.directory = directory;
    for (int i = 0; i < ROWS; i++) {
      rows[i] = OrderChanges.image(i, i % 4);
    }
  }

  Sample run(String format, Meter meter) throws Exception {
    Path file = Files.createTempFile(directory, "plain", "." + format);
    Object[] row = new Object[NAMES.length];
    try (Output out = output(format, file)) {
      for (int i = 0; !meter.isDone(); i++) {
        row[0] = eventId(i);
        row[1] = "UPDATE";
        row[2] = position(i);
        row[3] = 1_795_446_000_000L + i;
        parse(rows[i % ROWS], row);
        out.write(row);
        if (i % STEP == 0) {
          meter.add(STEP);
        }
      }
    }
    Files.delete(file);
    return meter.await();
  }

  /** Of 32 digits, cheaper than a format. */
  private static String eventId(int i) {
    String digits = Long.toHexString(i * 0x9e3779b97f4a7c15L);
    return "0".repeat(32 - digits.length()) + digits;
  }

  private static String position(int i) {
    String offset = Long.toString(300L * i);
    return "0001-00000001-" + "0".repeat(12 - offset.length()) + offset + "-0000001-0";
  }

  private void parse(byte[] text, Object[] row) throws IOException {
    try (JsonParser parser = json.createParser(text)) {
      parser.nextToken();
      for (int i = 4; parser.nextToken() != JsonToken.END_OBJECT; i++) {
        parser.nextToken();
        row[i] = value(i, parser);
      }
    }
  }

  private static Object value(int column, JsonParser parser) throws IOException {
    return switch (column) {
      case 4 -> parser.getLongValue();
      case 5, 7, 8 -> parser.getDecimalValue();
      case 9 -> parser.getIntValue() == 1;
      case 11 -> LocalDateTime.parse(parser.getText(), TIME);
      case 12 -> instant(parser.getText());
      case 13 -> parser.getIntValue();
      default -> parser.getText();
    };
  }

  private static LocalDateTime instant(String text) {
    return LocalDateTime.parse(text.substring(0, text.length() - 1), TIME);
  }

  private Output output(String format, Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    return switch (format) {
      case "json" -> new JsonOutput(json.createGenerator(out));
      case "csv" ->
          new CsvOutput(
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER));
      default -> new ParquetOutput(out);
    };
  }

  private record JsonOutput(JsonGenerator out) implements Output {

    @Override
    public void write(Object[] row) throws IOException {
      out.writeStartObject();
      for (int i = 0; i < NAMES.length; i++) {
        out.writeFieldName(NAMES[i]);
        Object value = row[i];
        if (value instanceof BigDecimal decimal) {
          out.writeNumber(decimal);
        } else if (value instanceof Long number) {
          out.writeNumber(number);
        } else if (value instanceof Integer number) {
          out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
          out.writeBoolean(flag);
        } else if (value instanceof LocalDateTime time) {
          out.writeString(TIME.format(time));
        } else {
          out.writeString((String) value);
        }
      }
      out.writeEndObject();
      out.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private record CsvOutput(Writer out) implements Output {

    @Override
    public void write(Object[] row) throws IOException {
      for (int i = 0; i < NAMES.length; i++) {
        if (i > 0) {
          out.write(',');
        }
        Object value = row[i];
        if (value instanceof LocalDateTime time) {
          TIME.formatTo(time, out);
        } else {
          text(value.toString());
        }
      }
      out.write('\n');
    }

    private void text(String text) throws IOException {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == ',' || c == '"' || c == '\n' || c == '\r') {
          out.write('"' + text.replace("\"", "\"\"") + '"');
          return;
        }
      }
      out.write(text);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static final class ParquetOutput implements Output {

    private static final RowType TYPE =
        (RowType)
            DataTypes.ROW(
                    DataTypes.FIELD(NAMES[0], DataTypes.STRING()),
                    DataTypes.FIELD(NAMES[1], DataTypes.STRING()),
                    DataTypes.FIELD(NAMES[2], DataTypes.STRING()),
                    DataTypes.FIELD(NAMES[3], DataTypes.TIMESTAMP_LTZ(3)),
                    DataTypes.FIELD(NAMES[4], DataTypes.BIGINT()),
                    DataTypes.FIELD(NAMES[5], DataTypes.DECIMAL(20, 0)),
                    DataTypes.FIELD(NAMES[6], DataTypes.STRING()),
                    DataTypes.FIELD(NAMES[7], DataTypes.DECIMAL(12, 2)),
                    DataTypes.FIELD(NAMES[8], DataTypes.DECIMAL(5, 4)),
                    DataTypes.FIELD(NAMES[9], DataTypes.BOOLEAN()),
                    DataTypes.FIELD(NAMES[10], DataTypes.STRING()),
                    DataTypes.FIELD(NAMES[11], DataTypes.TIMESTAMP(3)),
                    DataTypes.FIELD(NAMES[12], DataTypes.TIMESTAMP_LTZ(6)),
                    DataTypes.FIELD(NAMES[13], DataTypes.INT()))
                .getLogicalType();

    private final OutputStream out;
    private final RowEncoder encoder;
    private final GenericRowData data = new GenericRowData(NAMES.length);

    private ParquetOutput(OutputStream out) throws IOException {
      FileFormat format = new ParquetFormat(TYPE, PageCodec.SNAPPY, 32 << 20);
      this.out = out;
      this.encoder = format.create(out);
    }

    @Override
    public void write(Object[] row) throws IOException {
      for (int i = 0; i < NAMES.length; i++) {
        data.setField(
            i,
            switch (i) {
              case 0, 1, 2, 6, 10 -> StringData.fromString((String) row[i]);
              case 3 -> TimestampData.fromEpochMillis((Long) row[i]);
              case 5 -> DecimalData.fromBigDecimal((BigDecimal) row[i], 20, 0);
              case 7 -> DecimalData.fromBigDecimal((BigDecimal) row[i], 12, 2);
              case 8 -> DecimalData.fromBigDecimal((BigDecimal) row[i], 5, 4);
              case 11, 12 -> TimestampData.fromLocalDateTime((LocalDateTime) row[i]);
              default -> row[i];
            });
      }
      encoder.write(data);
    }

    @Override
    public void close() throws IOException {
      encoder.finish();
      out.close();
    }
  }
}
