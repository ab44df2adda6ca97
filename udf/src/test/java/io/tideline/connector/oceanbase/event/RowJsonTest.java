package io.tideline.connector.oceanbase.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Decimal;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RowJsonTest {

  @Test
  void numbersKeepAllTheirDigits() {
    assertThat(json(SchemaBuilder.int64(), Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(json(Decimal.builder(0), new BigDecimal("18446744073709551615")))
        .isEqualTo("18446744073709551615");
    assertThat(json(Decimal.builder(2), new BigDecimal("12.50"))).isEqualTo("12.50");
    assertThat(json(Decimal.builder(10), new BigDecimal("1E-10"))).isEqualTo("0.0000000001");
    assertThat(json(SchemaBuilder.float64(), 0.1)).isEqualTo("0.1");
    assertThat(json(source(SchemaBuilder.float64(), "FLOAT", null), (double) 1.1f))
        .isEqualTo("1.1");
    assertThat(json(source(SchemaBuilder.float64(), "DOUBLE", null), (double) 1.1f))
        .isEqualTo("1.100000023841858");
  }

  @Test
  void bitsAreUnsignedNumbers() {
    assertThat(json(SchemaBuilder.bool(), true)).isEqualTo("1");
    assertThat(json(bits(), new byte[] {1, 2})).isEqualTo("513");
    assertThat(json(bits(), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}))
        .isEqualTo("18446744073709551615");
  }

  @Test
  void textIsEscapedOnlyWhereItMustBe() {
    assertThat(json(SchemaBuilder.string(), "海🌊é/")).isEqualTo("\"海🌊é/\"");
    assertThat(json(SchemaBuilder.string(), "a\"b\\c\n\r\t\u0001\u001f"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f\"");
    assertThat(json(SchemaBuilder.string(), "")).isEqualTo("\"\"");
  }

  @Test
  void bytesArePaddedBase64() {
    assertThat(json(SchemaBuilder.bytes(), ByteBuffer.wrap(new byte[] {-1, 0})))
        .isEqualTo("\"/wA=\"");
    ByteBuffer part = ByteBuffer.wrap(new byte[] {9, -1, 0, 9}, 1, 2).slice();
    assertThat(json(SchemaBuilder.bytes(), part)).isEqualTo("\"/wA=\"");
  }

  @Test
  void timesHaveTheDigitsOfTheirColumn() {
    assertThat(json(named(SchemaBuilder.int32(), "Date"), -719_162)).isEqualTo("\"0001-01-01\"");
    assertThat(json(time("TIME", null), -3_020_399_000_000L)).isEqualTo("\"-838:59:59\"");
    assertThat(json(time("TIME", "3"), 54_000_120_000L)).isEqualTo("\"15:00:00.120\"");
    assertThat(json(time("TIME", "6"), -1L)).isEqualTo("\"-00:00:00.000001\"");
    Schema milliseconds =
        source(named(SchemaBuilder.int64(), "Timestamp"), "DATETIME", "3").build();
    assertThat(json(milliseconds, -999L)).isEqualTo("\"1969-12-31 23:59:59.001\"");
    Schema microseconds =
        source(named(SchemaBuilder.int64(), "MicroTimestamp"), "DATETIME", "5").build();
    assertThat(json(microseconds, 1_234_560L)).isEqualTo("\"1970-01-01 00:00:01.23456\"");
  }

  @Test
  void aTimestampIsAnInstantInUtc() {
    assertThat(json(timestamp("6"), "2026-11-23T15:00:00.12Z"))
        .isEqualTo("\"2026-11-23 15:00:00.120000Z\"");
    assertThat(json(timestamp(null), "2026-11-23T15:00:00Z")).isEqualTo("\"2026-11-23 15:00:00Z\"");
    assertThat(json(timestamp("3"), "2026-11-24T01:00:00.5+10:00"))
        .isEqualTo("\"2026-11-23 15:00:00.500Z\"");
  }

  @Test
  void aNullIsNullEvenWhereTheColumnHasADefault() {
    Schema column = SchemaBuilder.string().optional().defaultValue("other").build();
    assertThat(json(column, null)).isEqualTo("null");
  }

  @Test
  void aKeyIsWrittenInTheOrderOfTheTablesColumns() {
    Schema columns =
        SchemaBuilder.struct()
            .field("line", Schema.INT32_SCHEMA)
            .field("note", Schema.STRING_SCHEMA)
            .field("id", Schema.INT64_SCHEMA)
            .build();
    Schema key =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("line", Schema.INT32_SCHEMA)
            .build();
    Struct row = new Struct(columns).put("line", 7).put("note", "n").put("id", 1L);
    assertThat(RowJson.of(columns).text(row)).isEqualTo("{\"line\":7,\"note\":\"n\",\"id\":1}");
    assertThat(RowJson.ofKey(columns, key).text(row)).isEqualTo("{\"line\":7,\"id\":1}");
  }

  @Test
  void aHugeRowIsWrittenWholeAndTheNextOneAlone() {
    Schema columns = SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
    RowJson rows = RowJson.of(columns);
    String huge = "x".repeat(3 << 20);
    assertThat(rows.text(new Struct(columns).put("text", huge)))
        .isEqualTo("{\"text\":\"" + huge + "\"}");
    assertThat(rows.text(new Struct(columns).put("text", "y"))).isEqualTo("{\"text\":\"y\"}");
  }

  private static String json(SchemaBuilder column, Object value) {
    return json(column.build(), value);
  }

  private static String json(Schema column, Object value) {
    Schema columns = SchemaBuilder.struct().field("c", column).build();
    String text = RowJson.of(columns).text(new Struct(columns).put("c", value));
    assertThat(text).startsWith("{\"c\":").endsWith("}");
    return text.substring(5, text.length() - 1);
  }

  private static SchemaBuilder named(SchemaBuilder schema, String name) {
    return schema.name("io.debezium.time." + name);
  }

  private static Schema bits() {
    return SchemaBuilder.bytes().name("io.debezium.data.Bits").build();
  }

  private static Schema time(String type, String length) {
    return source(named(SchemaBuilder.int64(), "MicroTime"), type, length).build();
  }

  private static Schema timestamp(String length) {
    return source(named(SchemaBuilder.string(), "ZonedTimestamp"), "TIMESTAMP", length).build();
  }

  private static SchemaBuilder source(SchemaBuilder schema, String type, String length) {
    schema.parameter("__debezium.source.column.type", type);
    return length == null ? schema : schema.parameter("__debezium.source.column.length", length);
  }
}
