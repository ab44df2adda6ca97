package io.tideline.tests.testkit;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.Fetched;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.secret.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** A topic of a local server: made by the topic tool, looked into by a plain client. */
public final class Topic {

  public static final String ACCESS_ID = "ak";
  public static final String ACCESS_KEY = "sk";
  public static final String SUBSCRIPTION = "reader";
  public static final String PROJECT = "tideline";

  /** Of the topic between the two jobs. */
  public static final String[] CHANGE_COLUMNS = {
    "event_id:STRING",
    "op:STRING",
    "source:STRING",
    "database_name:STRING",
    "table_name:STRING",
    "event_time:TIMESTAMP",
    "primary_key:STRING",
    "before:STRING",
    "after:STRING",
    "position:STRING",
    "transaction_id:STRING"
  };

  private final String endpoint;
  private final String name;

  private Topic(String endpoint, String name) {
    this.endpoint = endpoint;
    this.name = name;
  }

  /**
   * @param columns like {@code id:BIGINT}
   */
  public static Topic create(String endpoint, String name, int shards, String... columns) {
    Topic topic = new Topic(endpoint, name);
    ToolRun run = topic.runTool(shards, columns);
    if (run.exit != 0) {
      throw new IllegalStateException(run.err);
    }
    return topic;
  }

  public String endpoint() {
    return endpoint;
  }

  public String name() {
    return name;
  }

  /** What a run of the topic tool returned and wrote. */
  public record ToolRun(int exit, String out, String err) {}

  public ToolRun runTool(int shards, String... columns) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "create",
                "--endpoint",
                endpoint,
                "--project",
                PROJECT,
                "--topic",
                name,
                "--access-id",
                ACCESS_ID,
                "--access-key",
                ACCESS_KEY,
                "--shards",
                "" + shards,
                "--lifecycle",
                "3",
                "--subscription",
                SUBSCRIPTION));
    for (String column : columns) {
      args.add("--column");
      args.add(column);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        ToolProvider.findFirst("tideline-topic")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(err), args.toArray(new String[0]));
    return new ToolRun(exit, out.toString(), err.toString());
  }

  /** {@code CREATE TABLE} for this topic; more options as {@code 'name' = 'value'}. */
  public String ddl(String table, String columns, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "'connector' = 'datahub'",
                "'endPoint' = '" + endpoint + "'",
                "'project' = '" + PROJECT + "'",
                "'topic' = '" + name + "'",
                "'subId' = '" + SUBSCRIPTION + "'",
                "'accessId' = '" + ACCESS_ID + "'",
                "'accessKey' = '" + ACCESS_KEY + "'",
                "'fetchLatestDelay' = '20'",
                "'maxFetchSize' = '1000'",
                "'flushInterval' = '20'"));
    all.addAll(List.of(options));
    return "CREATE TABLE " + table + " (" + columns + ") WITH (" + String.join(", ", all) + ")";
  }

  /** {@code CREATE TABLE} for a stream of 'changes' over this topic, to be completed by LIKE. */
  public String changesDdl(String table, String columns, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "'connector' = 'changes'",
                "'stream' = 'main'",
                "'endPoint' = '" + endpoint + "'",
                "'project' = '" + PROJECT + "'",
                "'topic' = '" + name + "'",
                "'subId' = '" + SUBSCRIPTION + "'",
                "'accessId' = '" + ACCESS_ID + "'",
                "'accessKey' = '" + ACCESS_KEY + "'",
                "'fetchLatestDelay' = '20'",
                "'maxFetchSize' = '1000'"));
    all.addAll(List.of(options));
    return "CREATE TABLE " + table + " (" + columns + ") WITH (" + String.join(", ", all) + ")";
  }

  /** All records, by shard, in order. */
  public Map<String, List<TopicRecord>> records() throws DataHubException {
    Map<String, List<TopicRecord>> records = new LinkedHashMap<>();
    try (DataHubClient client = client()) {
      TopicSchema schema = client.schema().orElseThrow();
      for (Shard shard : client.shards()) {
        records.put(shard.id(), records(client, schema, shard.id()));
      }
    }
    return records;
  }

  private static List<TopicRecord> records(DataHubClient client, TopicSchema schema, String shard)
      throws DataHubException {
    List<TopicRecord> records = new ArrayList<>();
    String cursor = client.oldest(shard).token();
    while (true) {
      Fetched fetched;
      try {
        fetched = client.fetch(shard, schema, cursor, 1000);
      } catch (DataHubException e) {
        if (e.reason() == DataHubException.Reason.SEALED) {
          return records; // the end of a shard that was split or merged
        }
        throw e;
      }
      if (fetched.records().isEmpty()) {
        return records;
      }
      records.addAll(fetched.records());
      cursor = fetched.nextCursor();
    }
  }

  public long size() throws DataHubException {
    return records().values().stream().mapToLong(Collection::size).sum();
  }

  /** How many records were ever put into the topic. */
  public long end() throws DataHubException {
    try (DataHubClient client = client()) {
      return end(client);
    }
  }

  /** The same, for those who ask often. */
  public long end(DataHubClient client) throws DataHubException {
    long end = 0;
    for (Shard shard : client.shards()) {
      end += newest(client, shard.id()) + 1;
    }
    return end;
  }

  /** The newest records of each shard, in order. */
  public Map<String, List<TopicRecord>> newest(int count) throws DataHubException {
    Map<String, List<TopicRecord>> records = new LinkedHashMap<>();
    try (DataHubClient client = client()) {
      TopicSchema schema = client.schema().orElseThrow();
      for (Shard shard : client.shards()) {
        long from = Math.max(0, newest(client, shard.id()) + 1 - count);
        try {
          String cursor = client.atSequence(shard.id(), from).token();
          records.put(shard.id(), client.fetch(shard.id(), schema, cursor, count).records());
        } catch (DataHubException e) {
          records.put(shard.id(), emptyIfOutOfRange(e));
        }
      }
    }
    return records;
  }

  /** -1 in an empty shard. */
  private static long newest(DataHubClient client, String shard) throws DataHubException {
    try {
      return client.latest(shard).sequence();
    } catch (DataHubException e) {
      emptyIfOutOfRange(e);
      return -1;
    }
  }

  private static List<TopicRecord> emptyIfOutOfRange(DataHubException e) throws DataHubException {
    if (e.reason() != DataHubException.Reason.OUT_OF_RANGE) {
      throw e;
    }
    return List.of();
  }

  public DataHubClient client() {
    return new SdkDataHubClient(
        new DataHubConnection(
            endpoint,
            PROJECT,
            name,
            new Secret[] {Secret.of("accessId", ACCESS_ID), Secret.of("accessKey", ACCESS_KEY)},
            "lz4"));
  }

  public TopicOperator operator() {
    return new TopicOperator(endpoint, PROJECT, name);
  }
}
