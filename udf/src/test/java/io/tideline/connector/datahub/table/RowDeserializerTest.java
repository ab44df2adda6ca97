package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.client.TopicSchema.Column;
import io.tideline.connector.datahub.client.TopicSchema.Type;
import io.tideline.secret.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowDeserializerTest {

  private static final RowType COLUMNS =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("amount", DataTypes.DECIMAL(5, 2)),
                  DataTypes.FIELD("at", DataTypes.TIMESTAMP(1)))
              .getLogicalType();

  private static final TopicSchema TOPIC =
      new TopicSchema(
          List.of(
              new Column("at", Type.TIMESTAMP, true), new Column("amount", Type.DECIMAL, true)));

  private final MetricListener metrics = new MetricListener();
  private final List<RowData> rows = new ArrayList<>();

  @Test
  void columnsAreFoundByNameAndDigitsThatTheyLackAreRoundedOrCutOff() throws Exception {
    read(deserializer(false), new BigDecimal("9.995"), 1_999_999L);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getDecimal(0, 5, 2))
        .isEqualTo(DecimalData.fromBigDecimal(new BigDecimal("10.00"), 5, 2));
    assertThat(rows.get(0).getTimestamp(1, 1)).isEqualTo(TimestampData.fromEpochMillis(1900));
  }

  @Test
  void aValueThatDoesNotFitFailsTheJobAndIsNamedWithTheWayOut() {
    assertThatThrownBy(() -> read(deserializer(false), new BigDecimal("1234567.8"), 0L))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "column 'amount': 1234567.8 does not fit DECIMAL(5, 2); declare the column so that it fits, or leave such"
                + " records out with 'recordMisfit' = 'skip'");
  }

  @Test
  void aRecordThatDoesNotFitIsLeftOutAndCountedWhenThatIsAskedFor() throws Exception {
    RowDeserializer deserializer = deserializer(true);
    read(deserializer, new BigDecimal("1234567.8"), 0L);
    read(deserializer, new BigDecimal("1.1"), 0L);

    assertThat(rows).hasSize(1);
    assertThat(metrics.getCounter("recordsSkipped").map(Counter::getCount)).contains(1L);
  }

  @Test
  void theWarningShowsTheTypeOfAValueAndTheValueOnlyWhenAskedFor() {
    MisfitException misfit =
        new MisfitException("amount", "1234567.8", "DECIMAL(8, 1)", "does not fit DECIMAL(5, 2)");

    assertThat(misfit.describe(false))
        .isEqualTo("column 'amount': a DECIMAL(8, 1) does not fit DECIMAL(5, 2)");
    assertThat(misfit.describe(true))
        .isEqualTo("column 'amount': 1234567.8, a DECIMAL(8, 1), does not fit DECIMAL(5, 2)");
  }

  private RowDeserializer deserializer(boolean skip) {
    Secret secret = Secret.of("accessId", "x");
    DataHubConnection topic =
        new DataHubConnection("http://localhost:1", "p", "t", new Secret[] {secret, secret}, "");
    TypeInformation<RowData> type = InternalTypeInfo.of(COLUMNS);
    return new RowDeserializer(
        new DeclaredTable("orders", topic, COLUMNS, List.of()),
        List.of(),
        new EpochMicros(ZoneOffset.UTC),
        new MisfitRecords("orders", skip, false),
        type);
  }

  private void read(RowDeserializer deserializer, BigDecimal amount, long at) throws IOException {
    deserializer.open(TOPIC, metrics.getMetricGroup());
    deserializer.deserialize(new Record(at, amount), new ListCollector<>(rows));
  }

  private static final class Record implements TopicRecord {
    private final Object[] fields;

    private Record(Object... fields) {
      this.fields = fields;
    }

    @Override
    public String shardId() {
      return "0";
    }

    @Override
    public long sequence() {
      return 17;
    }

    @Override
    public long systemTime() {
      return 0;
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of();
    }

    @Override
    public int fieldCount() {
      return fields.length;
    }

    @Override
    public Object field(int index) {
      return fields[index];
    }

    @Override
    public byte[] blob() {
      return null;
    }
  }
}
