package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static io.tideline.local.datahub.SdkClient.PROJECT;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.GetRecordsResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server in this process with one project and one topic of two shards. */
abstract class DatahubTestBase {
  static final String TOPIC = "changes";

  @TempDir Path data;
  LocalDatahub server;
  DatahubClient client;

  @BeforeEach
  void start() throws IOException {
    server = LocalDatahub.start(DatahubSettings.local(ACCESS_ID, ACCESS_KEY, data));
    client = SdkClient.of(server);
    client.createProject(PROJECT, "test");
    client.createTopic(PROJECT, TOPIC, 2, 3, RecordType.TUPLE, SdkClient.schema(), "all changes");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Ends the server and starts another on the same data. */
  void restart() throws IOException {
    server.close();
    server = LocalDatahub.start(DatahubSettings.local(ACCESS_ID, ACCESS_KEY, data));
    client = SdkClient.of(server);
  }

  String cursor(String shardId, CursorType type) {
    return client.getCursor(PROJECT, TOPIC, shardId, type).getCursor();
  }

  List<RecordEntry> readAll(String shardId) {
    return readAll(client, TOPIC, shardId, SdkClient.schema());
  }

  static List<RecordEntry> readAll(
      DatahubClient client, String topic, String shardId, RecordSchema schema) {
    List<RecordEntry> records = new ArrayList<>();
    String cursor = client.getCursor(PROJECT, topic, shardId, CursorType.OLDEST).getCursor();
    while (true) {
      GetRecordsResult result =
          schema == null
              ? client.getRecords(PROJECT, topic, shardId, cursor, 1000)
              : client.getRecords(PROJECT, topic, shardId, schema, cursor, 1000);
      if (result.getRecordCount() == 0) {
        return records;
      }
      records.addAll(result.getRecords());
      cursor = result.getNextCursor();
    }
  }
}
