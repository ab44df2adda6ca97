package io.tideline.connector.changes.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

class RowDecoderProperties {

  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  @Property
  void aDecimalIsReadExactlyOrNotAtAll(
      @ForAll BigInteger unscaled,
      @ForAll @IntRange(min = -3, max = 30) int scale,
      @ForAll @IntRange(min = 1, max = 38) int precision,
      @ForAll @IntRange(max = 10) int columnScale)
      throws Exception {
    BigDecimal value = new BigDecimal(unscaled, scale);
    int declared = Math.min(columnScale, precision);
    RowDecoder decoder = column(DataTypes.DECIMAL(precision, declared));
    boolean fits =
        value.signum() == 0
            || value.stripTrailingZeros().scale() <= declared
                && value.precision() - value.scale() <= precision - declared;
    byte[] image = json("{\"v\":" + value.toPlainString() + "}");
    if (fits) {
      DecimalData read = (DecimalData) decoder.decode(image).getField(0);
      assertThat(read.toBigDecimal()).isEqualByComparingTo(value);
      assertThat(read.scale()).isEqualTo(declared);
    } else {
      assertThatThrownBy(() -> decoder.decode(image))
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining("'v'")
          .hasMessageContaining("DECIMAL(" + precision);
    }
  }

  @Property
  void textAndBytesAreReadAsTheyWere(@ForAll String text, @ForAll byte[] bytes) throws Exception {
    String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeBinaryField("b", bytes);
      json.writeStringField("further", "column");
      json.writeStringField("a", valid);
      json.writeEndObject();
    }
    RowDecoder decoder =
        decoder(
            DataTypes.ROW(
                DataTypes.FIELD("a", DataTypes.STRING()),
                DataTypes.FIELD("b", DataTypes.BYTES()),
                DataTypes.FIELD("missing", DataTypes.INT())));
    GenericRowData row = decoder.decode(out.toByteArray());

    assertThat(row.getField(0)).isEqualTo(StringData.fromString(valid));
    assertThat(row.getField(1)).isEqualTo(bytes);
    assertThat(row.getField(2)).isNull();
    assertThat(decoder.undeclaredColumns()).containsExactly("further");
  }

  @Property
  void integersAndFloatsAreReadToTheLastDigit(
      @ForAll long big, @ForAll short small, @ForAll double wide, @ForAll float narrow)
      throws Exception {
    RowDecoder decoder =
        decoder(
            DataTypes.ROW(
                DataTypes.FIELD("big", DataTypes.BIGINT()),
                DataTypes.FIELD("small", DataTypes.SMALLINT()),
                DataTypes.FIELD("wide", DataTypes.DOUBLE()),
                DataTypes.FIELD("narrow", DataTypes.FLOAT())));
    GenericRowData row =
        decoder.decode(
            json(
                String.format(
                    "{\"big\":%d,\"small\":%d,\"wide\":%s,\"narrow\":%s}",
                    big, small, wide, narrow)));
    assertThat(row).isEqualTo(GenericRowData.of(big, small, wide, narrow));
  }

  @Property
  void datesAndTimesAreReadAsTheyWere(
      @ForAll @LongRange(min = -30_000_000_000L, max = 200_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999) int micro)
      throws Exception {
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, micro * 1000, ZoneOffset.UTC);
    LocalTime clock = time.toLocalTime().withNano(micro / 1000 * 1_000_000);
    LocalDate date = time.toLocalDate();
    String text = DATE_TIME.format(time);
    RowDecoder decoder =
        decoder(
            DataTypes.ROW(
                DataTypes.FIELD("dt", DataTypes.TIMESTAMP(6)),
                DataTypes.FIELD("ts", DataTypes.TIMESTAMP_LTZ(6)),
                DataTypes.FIELD("d", DataTypes.DATE()),
                DataTypes.FIELD("t", DataTypes.TIME(3))));
    GenericRowData row =
        decoder.decode(
            json(
                String.format(
                    "{\"dt\":\"%s\",\"ts\":\"%sZ\",\"d\":\"%s\",\"t\":\"%s\"}",
                    text, text, date, clock.format(DateTimeFormatter.ofPattern("HH:mm:ss.SSS")))));
    assertThat(row.getField(0)).isEqualTo(TimestampData.fromLocalDateTime(time));
    assertThat(row.getField(1)).isEqualTo(TimestampData.fromLocalDateTime(time));
    assertThat(row.getField(2)).isEqualTo((int) date.toEpochDay());
    assertThat(row.getField(3)).isEqualTo((int) (clock.toNanoOfDay() / 1_000_000));
  }

  @Property
  void whateverTheBytesAreTheResultIsARowOrAnErrorThatSaysWhy(@ForAll byte[] bytes) {
    RowDecoder decoder = column(DataTypes.STRING());
    try {
      assertThat(decoder.decode(bytes)).isNotNull();
    } catch (UndecodableException e) {
      assertThat(e).message().isNotBlank();
    }
  }

  /** The row is also given with space in it, which the quick reader leaves to the parser. */
  @Property(tries = 2000)
  void aRowIsReadQuicklyAsTheParserWouldReadIt(
      @ForAll @Size(max = 9) List<@IntRange(max = 8) Integer> columns,
      @ForAll Random random,
      @ForAll boolean damaged)
      throws Exception {
    List<String> members = new ArrayList<>();
    for (int column : damaged ? columns : new LinkedHashSet<>(columns)) {
      String[] values = VALUES[random.nextInt(4) == 0 ? random.nextInt(9) : column];
      members.add("\"c" + column + "\":" + values[random.nextInt(values.length)]);
    }
    byte[] image = json("{" + String.join(",", members) + "}");
    if (damaged && random.nextBoolean()) {
      image[random.nextInt(image.length)] = (byte) random.nextInt();
    }
    byte[] spaced = new byte[image.length + 1];
    spaced[0] = ' ';
    System.arraycopy(image, 0, spaced, 1, image.length);
    RowDecoder decoder = decoder(EVERY_KIND);

    assertThat(outcome(decoder, image)).isEqualTo(outcome(decoder, spaced));
  }

  private static final DataType EVERY_KIND =
      DataTypes.ROW(
          DataTypes.FIELD("c0", DataTypes.BIGINT()),
          DataTypes.FIELD("c1", DataTypes.TINYINT().notNull()),
          DataTypes.FIELD("c2", DataTypes.DECIMAL(6, 2)),
          DataTypes.FIELD("c3", DataTypes.DECIMAL(20, 1)),
          DataTypes.FIELD("c4", DataTypes.BOOLEAN()),
          DataTypes.FIELD("c5", DataTypes.VARCHAR(6)),
          DataTypes.FIELD("c6", DataTypes.TIMESTAMP(3)),
          DataTypes.FIELD("c7", DataTypes.DOUBLE()),
          DataTypes.FIELD("c8", DataTypes.DATE()));

  /** For each column what fits it and what nearly does. */
  private static final String[][] VALUES = {
    {
      "0",
      "-0",
      "7",
      "-123456789012345678",
      "1234567890123456789",
      "9223372036854775808",
      "01",
      "1."
    },
    {"-128", "127", "128", "null", "1e1", "true", "-"},
    {"1.25", "-0.00", "9999.99", "10000.00", "1.5", "1.2500", "12", ".50", "-.50", "1.5e1"},
    {"12345678901234567.8", "123456789012345678.9", "-0.0", "1.25", "7", "007.0"},
    {"0", "1", "2", "true", "false", "null", "nul"},
    {
      "\"\"",
      "\"abcdef\"",
      "\"abcdefg\"",
      "\"张三\"",
      "\"张三张三张三\"",
      "\"a\\nb\"",
      "\"a\tb\"",
      "7",
      "[1]"
    },
    {
      "\"2026-11-23 15:00:00.123\"",
      "\"2026-11-23 15:00:00\"",
      "\"2026-11-23 15:00:00.1234\"",
      "\"2026-02-30 15:00:00\"",
      "\"\""
    },
    {"0.1", "1e300", "1e400", "-5", "123456789012345678", "0.30000000000000004", "00.5", "NaN"},
    {"\"2026-11-23\"", "\"2026-02-30\"", "\"2026-1-1\"", "null", "20261123"},
  };

  private static String outcome(RowDecoder decoder, byte[] image) {
    try {
      return decoder.decode(image) + " and " + decoder.undeclaredColumns();
    } catch (UndecodableException e) {
      return "undecodable";
    }
  }

  @Example
  void valuesThatDoNotFitAreNamedWithColumnValueAndType() {
    assertBad(DataTypes.TINYINT(), "128", "'v': '128' does not fit TINYINT");
    assertBad(DataTypes.BIGINT(), "9223372036854775808", "the range is");
    assertBad(DataTypes.INT(), "1.0", "not an integer");
    assertBad(DataTypes.INT(), "\"1\"", "'1' does not fit INT");
    assertBad(DataTypes.BOOLEAN(), "2", "BOOLEAN");
    assertBad(DataTypes.DECIMAL(5, 2), "1e999999999", "digits before the point");
    assertBad(DataTypes.DECIMAL(5, 2), "0.001", "digits after the point");
    assertBad(DataTypes.FLOAT(), "1e40", "beyond the range");
    assertBad(DataTypes.DATE(), "\"2026-02-30\"", "no such day");
    assertBad(DataTypes.TIME(3), "\"-01:00:00\"", "declare the column as STRING");
    assertBad(DataTypes.TIMESTAMP(3), "\"2026-11-23 15:00:00.1234\"", "finer than 3 digits");
    assertBad(DataTypes.TIMESTAMP_LTZ(3), "\"2026-11-23 15:00:00\"", "ends with Z");
    assertBad(DataTypes.BYTES(), "\"not base64!\"", "not base64");
    assertBad(DataTypes.VARCHAR(2), "\"abc\"", "longer than 2 characters");
    assertBad(DataTypes.INT(), "{\"a\":1}", "INT");
    assertBad(DataTypes.INT().notNull(), "null", "is NULL but is INT NOT NULL");
  }

  @Example
  void aRowThatIsNoJsonObjectOrLacksARequiredColumnOrNamesOneTwiceIsRefused() {
    RowDecoder decoder = column(DataTypes.INT().notNull());
    assertThatThrownBy(() -> decoder.decode(json("[1]"))).hasMessageContaining("not a JSON object");
    assertThatThrownBy(() -> decoder.decode(json("{\"v\":1"))).hasMessageContaining("not JSON");
    assertThatThrownBy(() -> decoder.decode(json("{}"))).hasMessageContaining("'v': is missing");
    assertThatThrownBy(() -> decoder.decode(json("{\"v\":1,\"v\":2}")))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> decoder.decode(json("{\"v\":1} x"))).hasMessageContaining("'{");
  }

  @Example
  void aTextColumnTakesAnyValueAsItsText() throws Exception {
    RowDecoder decoder = column(DataTypes.STRING());
    assertThat(decoder.decode(json("{\"v\": {\"a\" : [1.50, \"é\"]} }")).getField(0))
        .isEqualTo(StringData.fromString("{\"a\" : [1.50, \"é\"]}"));
    assertThat(decoder.decode(json("{\"v\":1.50}")).getField(0))
        .isEqualTo(StringData.fromString("1.50"));
    assertThat(decoder.decode(json("{\"V\":true}")).getField(0))
        .isEqualTo(StringData.fromString("true"));
  }

  private static void assertBad(DataType type, String value, String why) {
    assertThatThrownBy(() -> column(type).decode(json("{\"v\":" + value + "}")))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("column 'v'")
        .hasMessageContaining(why);
  }

  private static RowDecoder column(DataType type) {
    return decoder(DataTypes.ROW(DataTypes.FIELD("v", type)));
  }

  private static RowDecoder decoder(DataType type) {
    return new RowDecoder((RowType) type.getLogicalType(), 0);
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
