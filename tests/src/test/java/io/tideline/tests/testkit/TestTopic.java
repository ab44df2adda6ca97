package io.tideline.tests.testkit;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import io.tideline.connector.datahub.client.Stamps;
import io.tideline.event.ChangeColumns;
import io.tideline.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** Puts hand-made change events into a topic, through the 'datahub' sink or past it. */
public final class TestTopic {

  private static final String COLUMNS =
      ChangeColumns.NAMES.stream()
          .map(
              name ->
                  "`" + name + "` " + (name.equals("event_time") ? "TIMESTAMP_LTZ(3)" : "STRING"))
          .collect(Collectors.joining(", "));

  private static final RowTypeInfo ROW_TYPE =
      new RowTypeInfo(
          IntStream.range(0, ChangeColumns.NAMES.size())
              .mapToObj(i -> i == ChangeColumns.EVENT_TIME ? Types.INSTANT : Types.STRING)
              .toArray(TypeInformation[]::new),
          ChangeColumns.NAMES.toArray(String[]::new));

  private final String endpoint;
  private final String project;
  private final String topic;
  private final String accessId;
  private final String accessKey;

  public TestTopic(
      String endpoint, String project, String topic, String accessId, String accessKey) {
    this.endpoint = endpoint;
    this.project = project;
    this.topic = topic;
    this.accessId = accessId;
    this.accessKey = accessKey;
  }

  /**
   * Each event as the values of its columns; null or text. The last start of the sink is another
   * run.
   */
  public void put(List<List<String>> events) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
    tables.executeSql(
        String.format(
            "CREATE TABLE topic (%s) WITH ('connector' = 'datahub', 'endPoint' = '%s',"
                + " 'project' = '%s', 'topic' = '%s', 'accessId' = '%s', 'accessKey' = '%s',"
                + " 'hashFields' = 'database_name,table_name,primary_key')",
            COLUMNS, endpoint, project, topic, accessId, accessKey));
    // Not INSERT … VALUES: the planner makes a source of each row, which run in no order.
    Row[] rows = events.stream().map(TestTopic::row).toArray(Row[]::new);
    tables.createTemporaryView(
        "events",
        environment.fromData(ROW_TYPE, rows),
        Schema.newBuilder().fromRowDataType(ChangeColumns.DATA_TYPE).build());
    tables.executeSql("INSERT INTO topic SELECT * FROM events").await();
  }

  /**
   * Each event with the stamps that the sink would give it, so that they can be wrong.
   *
   * @param seqs one an event
   */
  public void put(String shard, long run, List<Integer> seqs, List<List<String>> events)
      throws DataHubException {
    Secret[] access = {Secret.of("accessId", accessId), Secret.of("accessKey", accessKey)};
    try (DataHubClient client =
        new SdkDataHubClient(new DataHubConnection(endpoint, project, topic, access, "lz4"))) {
      RecordWriter out = client.recordWriter();
      for (int i = 0; i < events.size(); i++) {
        write(events.get(i), out);
        client.put(shard, List.of(out.finish()), new Stamps(run, seqs.get(i)));
      }
    }
  }

  private static void write(List<String> event, RecordWriter out) {
    for (int i = 0; i < event.size(); i++) {
      String value = event.get(i);
      if (value == null) {
        out.absent();
      } else if (i == ChangeColumns.EVENT_TIME) {
        out.number(Instant.parse(value).toEpochMilli() * 1_000);
      } else {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        out.bytes(text, 0, text.length);
      }
    }
  }

  private static Row row(List<String> values) {
    Row row = new Row(values.size());
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      row.setField(
          i, i == ChangeColumns.EVENT_TIME && value != null ? Instant.parse(value) : value);
    }
    return row;
  }
}
