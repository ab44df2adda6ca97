package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.record;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.exception.AuthorizationFailureException;
import com.aliyun.datahub.client.exception.DatahubClientException;
import com.aliyun.datahub.client.exception.InvalidParameterException;
import com.aliyun.datahub.client.exception.LimitExceededException;
import com.aliyun.datahub.client.exception.OperationDeniedException;
import com.aliyun.datahub.client.exception.ResourceAlreadyExistException;
import com.aliyun.datahub.client.exception.ResourceNotFoundException;
import com.aliyun.datahub.client.exception.ShardSealedException;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.ExpandMode;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.GetTopicResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.ShardEntry;
import com.aliyun.datahub.client.model.ShardState;
import com.aliyun.datahub.client.model.SplitShardResult;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCallsTest extends DatahubTestBase {

  @Test
  void projectsAreCreatedListedChangedAndDeleted() {
    client.createProject("second_one", "a comment");
    assertThat(client.listProject().getProjectNames()).containsExactly("second_one", PROJECT);
    assertThat(client.getProject("Second_One").getComment()).isEqualTo("a comment");
    assertThat(client.getProject(PROJECT).getCreateTime()).isPositive();

    client.updateProject("second_one", "其他");
    assertThat(client.getProject("second_one").getComment()).isEqualTo("其他");

    assertThatThrownBy(() -> client.createProject(PROJECT, ""))
        .isInstanceOf(ResourceAlreadyExistException.class);
    assertThatThrownBy(() -> client.deleteProject(PROJECT))
        .isInstanceOf(OperationDeniedException.class);
    client.deleteProject("second_one");
    assertThatThrownBy(() -> client.getProject("second_one"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("NoSuchProject");
  }

  @Test
  void aTopicTellsWhatItWasCreatedWith() {
    GetTopicResult topic = client.getTopic(PROJECT, TOPIC);

    assertThat(topic.getRecordType()).isEqualTo(RecordType.TUPLE);
    assertThat(topic.getRecordSchema()).isEqualTo(SdkClient.schema());
    assertThat(topic.getShardCount()).isEqualTo(2);
    assertThat(topic.getLifeCycle()).isEqualTo(3);
    assertThat(topic.getComment()).isEqualTo("all changes");
    assertThat(topic.getExpandMode()).isEqualTo(ExpandMode.SPLIT_EXTEND);
    assertThat(topic.getCreateTime()).isPositive();
  }

  @Test
  void topicsAreListedChangedAndDeletedWithTheirRecords() {
    client.createTopic(PROJECT, "blobs", 1, 1, RecordType.BLOB, "");
    assertThat(client.listTopic(PROJECT).getTopicNames()).containsExactly("blobs", TOPIC);
    assertThat(client.getTopic(PROJECT, "blobs").getRecordSchema()).isNull();

    client.updateTopic(PROJECT, TOPIC, 7, "seven days");
    assertThat(client.getTopic(PROJECT, TOPIC).getLifeCycle()).isEqualTo(7);
    assertThat(client.getTopic(PROJECT, TOPIC).getComment()).isEqualTo("seven days");

    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 5));
    String old = cursor("0", CursorType.OLDEST);
    client.deleteTopic(PROJECT, TOPIC);
    assertThatThrownBy(() -> client.getTopic(PROJECT, TOPIC))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("NoSuchTopic");
    client.createTopic(PROJECT, TOPIC, 1, 1, RecordType.TUPLE, SdkClient.schema(), "");
    assertThat(readAll("0")).isEmpty();
    assertThatThrownBy(() -> client.getRecords(PROJECT, TOPIC, "0", SdkClient.schema(), old, 1))
        .hasMessageContaining("InvalidCursor");
  }

  @ParameterizedTest
  @CsvSource({"257,1", "1,8"})
  void aTopicOutsideTheLimitsIsRefused(int shards, int days) {
    assertThatThrownBy(
            () -> client.createTopic(PROJECT, "wrong", shards, days, RecordType.BLOB, ""))
        .isInstanceOf(InvalidParameterException.class);
    assertThat(client.listTopic(PROJECT).getTopicNames()).doesNotContain("wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system_time", "_op", "7th", "a-b"})
  void aColumnNameThatTheServiceDoesNotTakeIsRefused(String name) {
    RecordSchema schema = new RecordSchema();
    schema.addField(new Field(name, FieldType.BIGINT));

    assertThatThrownBy(
            () -> client.createTopic(PROJECT, "wrong", 1, 1, RecordType.TUPLE, schema, ""))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining(name);
  }

  @Test
  void anAppendedColumnIsThereAndOldWritersGoOn() {
    client.appendField(PROJECT, TOPIC, new Field("more", FieldType.DECIMAL));

    RecordSchema schema = client.getTopic(PROJECT, TOPIC).getRecordSchema();
    assertThat(schema.getFields()).extracting(Field::getName).containsExactly("id", "text", "more");
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 1));
    assertThat(readAll("0")).hasSize(1);
  }

  @Test
  void shardsHaveAdjacentRangesAndAreReady() {
    client.waitForShardReady(PROJECT, TOPIC);

    List<ShardEntry> shards = client.listShard(PROJECT, TOPIC).getShards();
    assertThat(shards).extracting(ShardEntry::getShardId).containsExactly("0", "1");
    assertThat(shards).extracting(ShardEntry::getState).containsOnly(ShardState.ACTIVE);
    assertThat(shards.get(0).getBeginHashKey()).isEqualTo("0".repeat(32));
    assertThat(shards.get(0).getEndHashKey())
        .isEqualTo("7FFFFFFFFFFFFFFF".repeat(2))
        .isEqualTo(shards.get(1).getBeginHashKey());
    assertThat(shards.get(1).getEndHashKey()).isEqualTo("F".repeat(32));
    assertThat(shards.get(0).getRightShardId()).isEqualTo("1");
    assertThat(shards.get(0).getLeftShardId()).isNull();
  }

  @Test
  void aSplitShardIsReadToItsEndAndItsKeysGoToTheChildren() {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 3));

    SplitShardResult split = client.splitShard(PROJECT, TOPIC, "0");

    assertThat(split.getNewShards()).extracting(ShardEntry::getShardId).containsExactly("2", "3");
    ShardEntry parent = client.listShard(PROJECT, TOPIC).getShards().get(0);
    assertThat(parent.getState()).isEqualTo(ShardState.CLOSED);
    assertThat(parent.getClosedTime()).isPositive();
    assertThat(client.listShard(PROJECT, TOPIC).getShards().get(3).getParentShardIds())
        .containsExactly("0");
    assertThatThrownBy(() -> client.putRecordsByShard(PROJECT, TOPIC, "0", records(3, 4)))
        .isInstanceOf(ShardSealedException.class);
    String end =
        client
            .getRecords(PROJECT, TOPIC, "0", SdkClient.schema(), cursor("0", CursorType.OLDEST), 10)
            .getNextCursor();
    assertThatThrownBy(() -> client.getRecords(PROJECT, TOPIC, "0", SdkClient.schema(), end, 10))
        .isInstanceOf(ShardSealedException.class);
    RecordEntry low = record(9, "low");
    low.setHashKey("0".repeat(32));
    client.putRecords(PROJECT, TOPIC, List.of(low));
    assertThat(readAll("2")).extracting(SdkClient::id).containsExactly(9L);
  }

  @Test
  void neighboursAreMergedAndShardsAdded() {
    assertThat(client.mergeShard(PROJECT, TOPIC, "0", "1").getShardId()).isEqualTo("2");
    ShardEntry merged = client.listShard(PROJECT, TOPIC).getShards().get(2);
    assertThat(merged.getParentShardIds()).containsExactly("0", "1");
    assertThat(merged.getEndHashKey()).isEqualTo("F".repeat(32));

    client.extendShard(PROJECT, TOPIC, 3);
    assertThat(client.getTopic(PROJECT, TOPIC).getShardCount()).isEqualTo(3);
    client.putRecordsByShard(PROJECT, TOPIC, "4", records(0, 2));
    assertThat(readAll("4")).hasSize(2);
    assertThat(client.getMeterInfo(PROJECT, TOPIC, "4").getStorage()).isPositive();
  }

  @Test
  void ofAShardThatNeverHadARecordNothingIsMetered() {
    assertThatThrownBy(() -> client.getMeterInfo(PROJECT, TOPIC, "0"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("NoSuchMeteringInfo");
  }

  @Test
  void aTopicHasAtMost512ShardsInAll() {
    client.createTopic(PROJECT, "many", 256, 1, RecordType.BLOB, "");
    for (int shard = 0; shard < 256; shard += 2) {
      client.mergeShard(PROJECT, "many", "" + shard, "" + (shard + 1));
    }
    client.extendShard(PROJECT, "many", 256);

    assertThat(client.listShard(PROJECT, "many").getShards()).hasSize(512);
    assertThatThrownBy(() -> client.mergeShard(PROJECT, "many", "256", "257"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("512");
  }

  @Test
  void anExtendOnlyTopicIsNotSplit() {
    client.createTopic(PROJECT, "extend", 1, 1, RecordType.BLOB, "", ExpandMode.ONLY_EXTEND);

    assertThatThrownBy(() -> client.splitShard(PROJECT, "extend", "0"))
        .isInstanceOf(OperationDeniedException.class);
    client.extendShard(PROJECT, "extend", 2);
    assertThat(client.getTopic(PROJECT, "extend").getShardCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(CompressType.class)
  void aWrongKeyOrIdIsRefused(CompressType compression) {
    for (DatahubClient stranger :
        List.of(
            SdkClient.with(server.endpoint(), ACCESS_ID, "wrong", compression, true),
            SdkClient.with(server.endpoint(), "wrong", ACCESS_KEY, compression, true))) {
      assertThatThrownBy(() -> stranger.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 1)))
          .asInstanceOf(InstanceOfAssertFactories.type(AuthorizationFailureException.class))
          .returns(401, DatahubClientException::getHttpStatus)
          .returns("Unauthorized", DatahubClientException::getErrorCode);
      assertThatThrownBy(stranger::listProject).isInstanceOf(AuthorizationFailureException.class);
    }
    assertThat(readAll("0")).isEmpty();
  }
}
