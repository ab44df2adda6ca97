package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.client.TopicSchema.Column;
import io.tideline.connector.datahub.client.TopicSchema.Type;
import io.tideline.secret.Secret;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.DataTypes.Field;
import org.apache.flink.table.data.GenericRowData;
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
    assertThat(encoder.fields(GenericRowData.of(nanos))).containsExactly(null, 1_123_456L, null);
  }

  @Test
  void nullAndTheEmptyTextAreTwoThings() throws Exception {
    RowEncoder encoder = encoder(DataTypes.FIELD("note", DataTypes.STRING()));
    encoder.open(TOPIC);

    assertThat(encoder.fields(GenericRowData.of(StringData.fromString("")))[0])
        .isEqualTo(new byte[0]);
    assertThat(encoder.fields(GenericRowData.of((Object) null))[0]).isNull();
  }

  @Test
  void aTimeThatNoTopicTakesIsRefusedWithItsColumn() throws Exception {
    RowEncoder times = encoder(DataTypes.FIELD("at", DataTypes.TIMESTAMP(3)));
    RowEncoder numbers = encoder(DataTypes.FIELD("micros", DataTypes.BIGINT()));
    times.open(TOPIC);
    numbers.open(TOPIC);

    TimestampData late =
        TimestampData.fromLocalDateTime(LocalDateTime.parse("9999-12-31T23:59:59"));
    assertThatThrownBy(() -> times.fields(GenericRowData.of(late)))
        .hasMessageStartingWith(
            "column 'at': the time is out of what a TIMESTAMP of a topic takes");
    assertThatThrownBy(() -> numbers.fields(GenericRowData.of(Long.MIN_VALUE)))
        .hasMessageStartingWith("column 'micros': the time is out");
  }

  @Test
  void aBlobCannotBeNull() throws Exception {
    RowEncoder encoder = encoder(DataTypes.FIELD("data", DataTypes.BYTES()));
    encoder.open(new TopicSchema(List.of()));

    assertThat(encoder.blob(GenericRowData.of(new byte[0]))).isEmpty();
    assertThatThrownBy(() -> encoder.blob(GenericRowData.of((Object) null)))
        .hasMessage("column 'data' is NULL, which a BLOB record cannot be");
  }

  private static RowEncoder encoder(Field column) {
    Secret secret = Secret.of("accessId", "x");
    DataHubConnection topic =
        new DataHubConnection("http://localhost:1", "p", "t", new Secret[] {secret, secret}, "");
    RowType columns = (RowType) DataTypes.ROW(column).getLogicalType();
    return new RowEncoder(
        new DeclaredTable("orders", topic, columns, List.of()),
        -1,
        new EpochMicros(ZoneOffset.UTC));
  }
}
