package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.Stamps;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.client.protocol.PutRequest;
import io.tideline.connector.datahub.client.protocol.WireRecordWriter;
import io.tideline.secret.Secret;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;

/** What a batch counts for a row is never less than what the row takes in a request. */
class RecordSizeProperties {

  private static final RowType ROW =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("text", DataTypes.STRING()),
                  DataTypes.FIELD("number", DataTypes.BIGINT()),
                  DataTypes.FIELD("share", DataTypes.DOUBLE()),
                  DataTypes.FIELD("amount", DataTypes.DECIMAL(38, 18)),
                  DataTypes.FIELD("flag", DataTypes.BOOLEAN()))
              .getLogicalType();
  private static final TopicSchema SCHEMA =
      new TopicSchema(
          List.of(
              new TopicSchema.Column("text", TopicSchema.Type.STRING, true),
              new TopicSchema.Column("number", TopicSchema.Type.BIGINT, true),
              new TopicSchema.Column("share", TopicSchema.Type.DOUBLE, true),
              new TopicSchema.Column("amount", TopicSchema.Type.DECIMAL, true),
              new TopicSchema.Column("flag", TopicSchema.Type.BOOLEAN, true)));

  /** Header of a request's frame: magic, checksum, length. */
  private static final int FRAME_HEADER = 12;

  @Property(tries = 500)
  void aRequestHasNoMoreBytesThanItsRowsWereCountedFor(@ForAll("rows") List<GenericRowData> rows)
      throws Exception {
    RowEncoder encoder = encoder();
    List<OutgoingRecord> records = new ArrayList<>();
    int counted = FRAME_HEADER;
    RecordWriter out = new WireRecordWriter();
    for (GenericRowData row : rows) {
      encoder.encode(row, out);
      records.add(out.finish());
      counted += records.get(records.size() - 1).size();
    }
    Stamps stamps = new Stamps(Long.MIN_VALUE, Long.MAX_VALUE - rows.size());

    assertThat(PutRequest.frame(records, stamps).remaining()).isLessThanOrEqualTo(counted);
  }

  private static RowEncoder encoder() {
    Secret secret = Secret.of("accessId", "none");
    DataHubConnection topic =
        new DataHubConnection(
            "http://127.0.0.1", "project", "topic", new Secret[] {secret, secret}, "");
    RowEncoder encoder =
        new RowEncoder(
            new DeclaredTable("rows", topic, ROW, List.of()),
            ROW.getFieldCount(),
            new EpochMicros(ZoneOffset.UTC));
    encoder.open(SCHEMA);
    return encoder;
  }

  @Provide
  Arbitrary<List<GenericRowData>> rows() {
    Arbitrary<StringData> texts =
        Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().ofMinLength(20_000).ofMaxLength(40_000))
            .map(StringData::fromString);
    Arbitrary<DecimalData> amounts =
        Arbitraries.of("0", "-99999999999999999999.999999999999999999", "1", "0.000000000000000001")
            .map(text -> DecimalData.fromBigDecimal(new BigDecimal(text), 38, 18));
    Arbitrary<GenericMapData> attributes =
        Arbitraries.maps(texts, texts).ofMaxSize(3).map(GenericMapData::new);
    return Combinators.combine(
            texts.injectNull(0.1),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L).injectNull(0.1),
            Arbitraries.doubles().injectNull(0.1),
            amounts.injectNull(0.1),
            Arbitraries.of(true, false).injectNull(0.1),
            attributes.injectNull(0.3))
        .as(
            (Object a, Object b, Object c, Object d, Object e, Object f) ->
                GenericRowData.of(a, b, c, d, e, f))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }
}
