package io.tideline.connector.datahub.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.client.TopicSchema.Column;
import io.tideline.connector.datahub.client.TopicSchema.Type;
import io.tideline.connector.datahub.client.protocol.WireRecord;
import io.tideline.connector.datahub.client.protocol.WireRecordWriter;
import io.tideline.secret.Secret;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.DataTypes.Field;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowEncoderTest {

  private static final TopicSchema TOPIC =
      new TopicSchema(
          List.of(
              new Column("note", Type.STRING, true),
              new Column("at", Type.TIMESTAMP, true),
              new Column("micros", Type.TIMESTAMP, true)));

  @Test
  void columnsThatTheTableLacksAreNull() throws Exception {
    RowEncoder encoder = encoder(DataTypes.FIELD("AT", DataTypes.TIMESTAMP(9)));
    encoder.open(TOPIC);

    TimestampData nanos =
        TimestampData.fromLocalDateTime(LocalDateTime.parse("1970-01-01T00:00:01.123456789"));
    TopicRecord record = encoded(encoder, TOPIC, GenericRowData.of(nanos));
    assertThat(record.field(0)).isNull();
    assertThat(record.field(1)).isEqualTo(1_123_456L);
    assertThat(record.field(2)).isNull();
  }

  @Test
  void nullAndTheEmptyTextAreTwoThings() throws Exception {
    RowEncoder encoder = encoder(DataTypes.FIELD("note", DataTypes.STRING()));
    encoder.open(TOPIC);

    RowData empty = GenericRowData.of(StringData.fromString(""));
    assertThat(encoded(encoder, TOPIC, empty).field(0)).isEqualTo("");
    assertThat(encoded(encoder, TOPIC, GenericRowData.of((Object) null)).field(0)).isNull();
  }

  @Test
  void aTimeThatNoTopicTakesIsRefusedWithItsColumn() throws Exception {
    RowEncoder times = encoder(DataTypes.FIELD("at", DataTypes.TIMESTAMP(3)));
    RowEncoder numbers = encoder(DataTypes.FIELD("micros", DataTypes.BIGINT()));
    times.open(TOPIC);
    numbers.open(TOPIC);

    TimestampData late =
        TimestampData.fromLocalDateTime(LocalDateTime.parse("9999-12-31T23:59:59"));
    assertThatThrownBy(() -> encoded(times, TOPIC, GenericRowData.of(late)))
        .hasMessageStartingWith(
            "column 'at': the time is out of what a TIMESTAMP of a topic takes");
    assertThatThrownBy(() -> encoded(numbers, TOPIC, GenericRowData.of(Long.MIN_VALUE)))
        .hasMessageStartingWith("column 'micros': the time is out");
  }

  @Test
  void aBlobCannotBeNull() throws Exception {
    RowEncoder encoder = encoder(DataTypes.FIELD("data", DataTypes.BYTES()));
    TopicSchema blobs = new TopicSchema(List.of());
    encoder.open(blobs);

    RowData empty = GenericRowData.of((Object) new byte[0]);
    assertThat(encoded(encoder, blobs, empty).blob()).isEmpty();
    assertThatThrownBy(() -> encoded(encoder, blobs, GenericRowData.of((Object) null)))
        .hasMessage("column 'data' is NULL, which a BLOB record cannot be");
  }

  @Test
  void aColumnThatIsNotNullInTheTopicIsNamedWhenARowLacksItAllTheSame() throws Exception {
    TopicSchema strict = new TopicSchema(List.of(new Column("id", Type.STRING, false)));
    RowEncoder encoder = encoder(DataTypes.FIELD("id", DataTypes.STRING().notNull()));
    encoder.open(strict);

    assertThatThrownBy(() -> encoded(encoder, strict, GenericRowData.of((Object) null)))
        .hasMessage("column 'id' is NULL, in the topic it is NOT NULL");
  }

  @Test
  void textIsWrittenFromTheMiddleOfTheMemoryWhereItLies() throws Exception {
    RowEncoder encoder = encoder(DataTypes.FIELD("note", DataTypes.STRING()));
    encoder.open(TOPIC);
    StringData part = StringData.fromBytes("(größer als acht)".getBytes(UTF_8), 1, 17);

    assertThat(encoded(encoder, TOPIC, GenericRowData.of(part)).field(0))
        .isEqualTo("größer als acht");
  }

  @Test
  void anAttributeThatTheSinkStampsIsNotTakenFromTheRow() throws Exception {
    RowEncoder encoder = encoder(DataTypes.FIELD("note", DataTypes.STRING()), 1);
    encoder.open(TOPIC);
    Map<StringData, StringData> attributes = new LinkedHashMap<>();
    attributes.put(StringData.fromString("run"), StringData.fromString("1"));
    attributes.put(StringData.fromString("route"), StringData.fromString("orders"));
    attributes.put(StringData.fromString("seq"), StringData.fromString("2"));
    attributes.put(StringData.fromString("none"), null);

    RowData row = GenericRowData.of(null, new GenericMapData(attributes));
    assertThat(encoded(encoder, TOPIC, row).attributes()).isEqualTo(Map.of("route", "orders"));
  }

  private static TopicRecord encoded(RowEncoder encoder, TopicSchema topic, RowData row)
      throws Exception {
    RecordWriter out = new WireRecordWriter();
    encoder.encode(row, out);
    return WireRecord.read("0", topic, out.finish());
  }

  private static RowEncoder encoder(Field column) {
    return encoder(column, -1);
  }

  private static RowEncoder encoder(Field column, int attributesIndex) {
    Secret secret = Secret.of("accessId", "x");
    DataHubConnection topic =
        new DataHubConnection("http://localhost:1", "p", "t", new Secret[] {secret, secret}, "");
    RowType columns = (RowType) DataTypes.ROW(column).getLogicalType();
    return new RowEncoder(
        new DeclaredTable("orders", topic, columns, List.of()),
        attributesIndex,
        new EpochMicros(ZoneOffset.UTC));
  }
}
