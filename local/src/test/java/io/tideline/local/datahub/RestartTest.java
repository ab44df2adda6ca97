package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.ShardState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest extends DatahubTestBase {

  @Test
  void aRestartKeepsEverything() throws IOException {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 2500));
    String cursor = cursor("0", CursorType.LATEST);
    client.appendField(PROJECT, TOPIC, new Field("more", FieldType.STRING));
    client.splitShard(PROJECT, TOPIC, "1");
    client.updateProject(PROJECT, "kept");

    restart();

    assertThat(client.getProject(PROJECT).getComment()).isEqualTo("kept");
    assertThat(client.getTopic(PROJECT, TOPIC).getRecordSchema().getFields()).hasSize(3);
    assertThat(client.listShard(PROJECT, TOPIC).getShards())
        .extracting(shard -> shard.getState())
        .containsExactly(
            ShardState.ACTIVE, ShardState.CLOSED, ShardState.ACTIVE, ShardState.ACTIVE);
    assertThat(readAll("0")).hasSize(2500);
    assertThat(
            client
                .getRecords(PROJECT, TOPIC, "0", SdkClient.schema(), cursor, 10)
                .getStartSequence())
        .isEqualTo(2499);
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(2500, 2501));
    assertThat(readAll("0").get(2500).getSequence()).isEqualTo(2500);
  }

  @Test
  void withFsyncARestartKeepsEverythingToo(@TempDir Path other) throws IOException {
    DatahubSettings settings = DatahubSettings.local(ACCESS_ID, ACCESS_KEY, other).withFsync(true);
    try (LocalDatahub forced = LocalDatahub.start(settings)) {
      DatahubClient forcedClient = SdkClient.of(forced);
      forcedClient.createProject(PROJECT, "");
      forcedClient.createTopic(PROJECT, TOPIC, 1, 1, RecordType.TUPLE, SdkClient.schema(), "");
      forcedClient.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 10));
    }
    try (LocalDatahub forced = LocalDatahub.start(settings)) {
      assertThat(readAll(SdkClient.of(forced), TOPIC, "0", SdkClient.schema())).hasSize(10);
    }
  }

  @Test
  void twoServersCannotShareADirectory() {
    assertThatThrownBy(() -> LocalDatahub.start(DatahubSettings.local(ACCESS_ID, ACCESS_KEY, data)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another server");
  }

  @Test
  void aTakenPortIsNamedAndTheDirectoryLetGo(@TempDir Path other) throws IOException {
    DatahubSettings settings = DatahubSettings.local(ACCESS_ID, ACCESS_KEY, other);

    assertThatThrownBy(() -> LocalDatahub.start(settings.withPort(server.port())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(":" + server.port());
    LocalDatahub.start(settings).close();
  }

  @Test
  void keysAreInNoTextOfTheSettings() {
    assertThat(DatahubSettings.local("id", "hush", data).toString()).doesNotContain("hush");
  }
}
