package io.tideline.tests.integration.framework;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.DatahubClientBuilder;
import com.aliyun.datahub.client.auth.AliyunAccount;
import com.aliyun.datahub.client.common.DatahubConfig;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.ExpandMode;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.GetRecordsResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.TupleRecordData;
import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.Configuration;

/** A topic of one column of text that grows a shard at a time, over the official SDK. */
final class TextTopic {

  static final String COLUMN = "text";
  private static final String PROJECT = "suite";
  private static final int BATCH = 500;

  private final LocalDatahub server;
  private final String name;
  private final DatahubClient sdk;
  private final RecordSchema schema = new RecordSchema();
  private final Map<String, String> cursors = new HashMap<>();
  private final List<String> read = new ArrayList<>();
  private int shards;

  /** Made with so many shards; others can be added. */
  TextTopic(LocalDatahub server, String name, int shards) {
    this.server = server;
    this.name = name;
    this.shards = shards;
    schema.addField(new Field(COLUMN, FieldType.STRING));
    sdk =
        DatahubClientBuilder.newBuilder()
            .setDatahubConfig(
                new DatahubConfig(
                    server.endpoint(), new AliyunAccount(Topic.ACCESS_ID, Topic.ACCESS_KEY)))
            .build();
    if (!sdk.listProject().getProjectNames().contains(PROJECT)) {
      sdk.createProject(PROJECT, "");
    }
    sdk.createTopic(PROJECT, name, shards, 1, RecordType.TUPLE, schema, "", ExpandMode.ONLY_EXTEND);
    sdk.createSubscription(PROJECT, name, Topic.SUBSCRIPTION);
  }

  /** The id of a further shard. */
  String addShard() {
    shards++;
    sdk.extendShard(PROJECT, name, shards);
    return Integer.toString(shards - 1);
  }

  void write(String shard, List<String> texts) {
    for (int from = 0; from < texts.size(); from += BATCH) {
      List<RecordEntry> batch = new ArrayList<>();
      for (String text : texts.subList(from, Math.min(texts.size(), from + BATCH))) {
        TupleRecordData data = new TupleRecordData(schema);
        data.setField(0, text);
        RecordEntry entry = new RecordEntry();
        entry.setRecordData(data);
        batch.add(entry);
      }
      sdk.putRecordsByShard(PROJECT, name, shard, batch);
    }
  }

  /** What was read before comes again, in the same place, before what is new. */
  List<String> read() {
    for (int shard = 0; shard < shards; shard++) {
      readNew(Integer.toString(shard));
    }
    return List.copyOf(read);
  }

  private void readNew(String shard) {
    String cursor = cursors.get(shard);
    if (cursor == null) {
      cursor = sdk.getCursor(PROJECT, name, shard, CursorType.OLDEST).getCursor();
    }
    GetRecordsResult result;
    do {
      result = sdk.getRecords(PROJECT, name, shard, schema, cursor, BATCH);
      cursor = result.getNextCursor();
      for (RecordEntry entry : result.getRecords()) {
        read.add((String) ((TupleRecordData) entry.getRecordData()).getField(0));
      }
    } while (!result.getRecords().isEmpty());
    cursors.put(shard, cursor);
  }

  /** The options of a reader or writer of the topic. */
  Configuration options() {
    Configuration options = new Configuration();
    options.set(DataHubConnectorOptions.END_POINT, server.endpoint());
    options.set(DataHubConnectorOptions.PROJECT, PROJECT);
    options.set(DataHubConnectorOptions.TOPIC, name);
    options.set(DataHubConnectorOptions.SUB_ID, Topic.SUBSCRIPTION);
    options.set(DataHubConnectorOptions.ACCESS_ID, Topic.ACCESS_ID);
    options.set(DataHubConnectorOptions.ACCESS_KEY, Topic.ACCESS_KEY);
    options.set(DataHubConnectorOptions.FETCH_LATEST_DELAY, Duration.ofMillis(20));
    options.set(DataHubConnectorOptions.SHARD_DISCOVERY_INTERVAL, Duration.ofMillis(200));
    options.set(DataHubConnectorOptions.FLUSH_INTERVAL, Duration.ofMillis(20));
    return options;
  }

  /** Some hundred texts that no other seed makes. */
  static List<String> texts(long seed) {
    Random random = new Random(seed);
    int count = 200 + random.nextInt(800);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(seed + "-" + i + "-" + Long.toHexString(random.nextLong()));
    }
    return texts;
  }
}
