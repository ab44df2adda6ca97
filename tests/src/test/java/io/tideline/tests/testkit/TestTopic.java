package io.tideline.tests.testkit;

import io.tideline.event.ChangeColumns;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Puts hand-made change events into a topic, through the 'datahub' sink. */
public final class TestTopic {

  private static final String COLUMNS =
      ChangeColumns.NAMES.stream()
          .map(
              name ->
                  "`" + name + "` " + (name.equals("event_time") ? "TIMESTAMP_LTZ(3)" : "STRING"))
          .collect(Collectors.joining(", "));

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
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set("parallelism.default", "1");
    tables.getConfig().set("table.local-time-zone", "UTC");
    tables.executeSql(
        String.format(
            "CREATE TABLE topic (%s) WITH ('connector' = 'datahub', 'endPoint' = '%s',"
                + " 'project' = '%s', 'topic' = '%s', 'accessId' = '%s', 'accessKey' = '%s',"
                + " 'hashFields' = 'database_name,table_name,primary_key')",
            COLUMNS, endpoint, project, topic, accessId, accessKey));
    String rows = events.stream().map(TestTopic::row).collect(Collectors.joining(",\n"));
    tables.executeSql("INSERT INTO topic VALUES " + rows).await();
  }

  private static String row(List<String> values) {
    StringBuilder row = new StringBuilder("(");
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      String text = value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
      String type = ChangeColumns.NAMES.get(i).equals("event_time") ? "TIMESTAMP_LTZ(3)" : "STRING";
      row.append(i == 0 ? "" : ", ")
          .append("CAST(")
          .append(text)
          .append(" AS ")
          .append(type)
          .append(")");
    }
    return row.append(")").toString();
  }
}
