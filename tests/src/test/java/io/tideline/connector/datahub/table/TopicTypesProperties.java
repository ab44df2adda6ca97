package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.secret.Secret;
import io.tideline.tests.testkit.Topic;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.FileUtils;

/**
 * Rows of any types, at the limits of their types, through the server and back. In the connector's
 * package, because what encodes and decodes is not public.
 */
class TopicTypesProperties {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final EpochMicros TIMES = new EpochMicros(ZONE);
  private static final String SHARD = "0";

  private static final RowType COLUMNS =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("a", DataTypes.TINYINT()),
                  DataTypes.FIELD("b", DataTypes.SMALLINT()),
                  DataTypes.FIELD("c", DataTypes.INT()),
                  DataTypes.FIELD("d", DataTypes.BIGINT()),
                  DataTypes.FIELD("e", DataTypes.FLOAT()),
                  DataTypes.FIELD("f", DataTypes.DOUBLE()),
                  DataTypes.FIELD("g", DataTypes.DECIMAL(38, 18)),
                  DataTypes.FIELD("h", DataTypes.DECIMAL(5, 0)),
                  DataTypes.FIELD("i", DataTypes.BOOLEAN()),
                  DataTypes.FIELD("j", DataTypes.STRING()),
                  DataTypes.FIELD("k", DataTypes.TIMESTAMP(6)),
                  DataTypes.FIELD("l", DataTypes.TIMESTAMP(3)),
                  DataTypes.FIELD("m", DataTypes.TIMESTAMP_LTZ(6)),
                  DataTypes.FIELD("n", DataTypes.TIMESTAMP_LTZ(0)),
                  DataTypes.FIELD("o", DataTypes.BIGINT()))
              .getLogicalType();

  private static final String[] TOPIC_COLUMNS = {
    "o:TIMESTAMP",
    "n:TIMESTAMP",
    "m:TIMESTAMP",
    "l:TIMESTAMP",
    "k:TIMESTAMP",
    "j:STRING",
    "i:BOOLEAN",
    "h:DECIMAL",
    "g:DECIMAL",
    "f:DOUBLE",
    "e:FLOAT",
    "d:BIGINT",
    "c:INTEGER",
    "b:SMALLINT",
    "a:TINYINT"
  };

  private static final RowType BYTES =
      (RowType) DataTypes.ROW(DataTypes.FIELD("data", DataTypes.BYTES())).getLogicalType();

  private static Path directory;
  private static LocalDatahub server;
  private static DataHubClient tuples;
  private static DataHubClient blobs;

  @BeforeContainer
  static void startServer() throws Exception {
    directory = Files.createTempDirectory("topic-types");
    server =
        LocalDatahub.start(DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory));
    tuples = Topic.create(server.endpoint(), "rows", 1, TOPIC_COLUMNS).client();
    blobs = Topic.create(server.endpoint(), "blobs", 1).client();
  }

  @AfterContainer
  static void stopServer() throws Exception {
    server.close();
    FileUtils.deleteDirectory(directory.toFile());
  }

  @Property(tries = 200)
  void aRowComesBackAsItWasWritten(@ForAll("rows") List<GenericRowData> rows) throws Exception {
    assertThat(thereAndBack(tuples, COLUMNS, rows)).isEqualTo(rows);
  }

  @Property(tries = 100)
  void bytesComeBackAsTheyWereWritten(@ForAll("blobs") List<GenericRowData> rows) throws Exception {
    assertThat(thereAndBack(blobs, BYTES, rows)).isEqualTo(rows);
  }

  private static List<RowData> thereAndBack(
      DataHubClient client, RowType columns, List<GenericRowData> rows) throws Exception {
    Secret secret = Secret.of("accessId", Topic.ACCESS_ID);
    DataHubConnection topic =
        new DataHubConnection(
            server.endpoint(), "tideline", "any", new Secret[] {secret, secret}, "lz4");
    DeclaredTable table = new DeclaredTable("rows", topic, columns, List.of());
    TopicSchema schema = client.schema().orElseThrow();
    long before = client.latest(SHARD).sequence();

    RowEncoder encoder = new RowEncoder(table, columns.getFieldCount(), TIMES);
    encoder.open(schema);
    List<OutgoingRecord> records = new ArrayList<>();
    RecordWriter out = client.recordWriter();
    for (GenericRowData row : rows) {
      encoder.encode(row, out);
      OutgoingRecord record = out.finish();
      records.add(record);
      assertThat(encoder.decode(client.read(SHARD, schema, record)))
          .isEqualTo(physical(row, columns));
    }
    client.put(SHARD, records, null);

    List<RowData> read = new ArrayList<>();
    RowDeserializer deserializer =
        new RowDeserializer(
            table,
            List.of(ReadableMetadata.ATTRIBUTES),
            TIMES,
            new MisfitRecords("rows", false, false),
            InternalTypeInfo.of(columns));
    deserializer.open(schema, new UnregisteredMetricsGroup());
    String cursor = client.atSequence(SHARD, before + 1).token();
    for (TopicRecord record : client.fetch(SHARD, schema, cursor, rows.size()).records()) {
      deserializer.deserialize(record, new ListCollector<>(read));
    }
    return read;
  }

  private static RowData physical(GenericRowData row, RowType columns) {
    GenericRowData physical = new GenericRowData(columns.getFieldCount());
    for (int i = 0; i < physical.getArity(); i++) {
      physical.setField(i, row.getField(i));
    }
    return physical;
  }

  @Provide
  Arbitrary<List<GenericRowData>> rows() {
    Arbitrary<Long> micros = Arbitraries.longs().between(EpochMicros.MIN, EpochMicros.MAX);
    List<Arbitrary<?>> columns =
        List.of(
            Arbitraries.bytes(),
            Arbitraries.shorts(),
            Arbitraries.integers(),
            Arbitraries.longs(),
            Arbitraries.oneOf(
                Arbitraries.floats(),
                Arbitraries.of(Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE)),
            Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0d, Double.MIN_VALUE)),
            decimals(38, 18),
            decimals(5, 0),
            Arbitraries.of(true, false),
            texts().map(StringData::fromString),
            micros.map(value -> TIMES.toLocal(value, 6)),
            micros.map(value -> TIMES.toLocal(value, 3)),
            micros.map(value -> EpochMicros.toInstant(value, 6)),
            micros.map(value -> seconds(value)),
            micros);
    List<Arbitrary<Object>> nullable = new ArrayList<>();
    columns.forEach(column -> nullable.add(column.map(value -> (Object) value).injectNull(0.1)));
    nullable.add(attributes().map(map -> map));
    return Combinators.combine(nullable)
        .as(values -> GenericRowData.of(values.toArray()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(10);
  }

  @Provide
  Arbitrary<List<GenericRowData>> blobs() {
    return Combinators.combine(Arbitraries.bytes().array(byte[].class).ofMaxSize(500), attributes())
        .as((data, attributes) -> GenericRowData.of(data, attributes))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static TimestampData seconds(long micros) {
    return EpochMicros.toInstant(micros - Math.floorMod(micros, 1_000_000L), 0);
  }

  private static Arbitrary<DecimalData> decimals(int precision, int scale) {
    BigInteger limit = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(limit.negate(), limit)
        .map(
            unscaled ->
                DecimalData.fromBigDecimal(new BigDecimal(unscaled, scale), precision, scale));
  }

  /** Half a surrogate pair is no text. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(50), Arbitraries.of("", " ", "null", "🚀"))
        .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  private static Arbitrary<GenericMapData> attributes() {
    return Arbitraries.maps(texts().filter(name -> !name.isEmpty()), texts())
        .ofMaxSize(3)
        .map(
            texts -> {
              Map<StringData, StringData> data = new LinkedHashMap<>();
              texts.forEach(
                  (name, value) ->
                      data.put(StringData.fromString(name), StringData.fromString(value)));
              return new GenericMapData(data);
            });
  }
}
