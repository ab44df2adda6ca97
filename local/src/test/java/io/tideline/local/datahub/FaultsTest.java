package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.record;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.exception.DatahubClientException;
import com.aliyun.datahub.client.exception.LimitExceededException;
import com.aliyun.datahub.client.exception.MalformedRecordException;
import com.aliyun.datahub.client.exception.ShardSealedException;
import com.aliyun.datahub.client.exception.SubscriptionOffsetResetException;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.PutRecordsResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.SubscriptionOffset;
import io.tideline.local.datahub.faults.CallKind;
import io.tideline.local.datahub.faults.Fault;
import io.tideline.local.datahub.faults.Faults;
import io.tideline.local.datahub.model.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FaultsTest extends DatahubTestBase {
  private Faults faults;

  @BeforeEach
  void faults() {
    faults = server.faults();
  }

  @Test
  void anErrorIsAnsweredSoManyTimesAndNothingStored() {
    Fault fault = faults.on(CallKind.PUT).topic(TOPIC).times(2).error(ErrorCode.LIMIT_EXCEEDED);

    assertThatThrownBy(() -> put("0", 0, 1)).isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> put("1", 0, 1)).isInstanceOf(LimitExceededException.class);
    put("0", 7, 8);

    assertThat(ids("0")).containsExactly(7L);
    assertThat(ids("1")).isEmpty();
    assertThat(fault.fired()).isEqualTo(2);
  }

  @Test
  void onlyTheShardTopicProjectAndKindThatWereNamedAreStruck() {
    client.createTopic(PROJECT, "other", 1, 1, RecordType.TUPLE, SdkClient.schema(), "");
    Fault fault =
        faults
            .on(CallKind.PUT)
            .project(PROJECT)
            .topic("Changes")
            .shard("1")
            .error(ErrorCode.MALFORMED_RECORD);
    faults.on(CallKind.PUT).project("another").error(ErrorCode.LIMIT_EXCEEDED);

    put("0", 0, 1);
    client.putRecordsByShard(PROJECT, "other", "0", records(0, 1));
    assertThat(ids("1")).isEmpty();
    assertThat(fault.fired()).isZero();

    assertThatThrownBy(() -> put("1", 0, 1)).isInstanceOf(MalformedRecordException.class);
    assertThat(fault.fired()).isOne();
  }

  @Test
  void everyKindOfCallCanBeStruck() {
    String id = client.createSubscription(PROJECT, TOPIC, "").getSubId();
    Map<String, SubscriptionOffset> offsets =
        client.openSubscriptionSession(PROJECT, TOPIC, id, List.of("0")).getOffsets();
    String cursor = cursor("0", CursorType.OLDEST);

    assertStruck(CallKind.GET, () -> get(client, cursor));
    assertStruck(CallKind.CURSOR, () -> cursor("0", CursorType.LATEST));
    assertStruck(CallKind.METER, () -> client.getMeterInfo(PROJECT, TOPIC, "0"));
    assertStruck(CallKind.LIST_SHARDS, () -> client.listShard(PROJECT, TOPIC));
    assertStruck(CallKind.GET_TOPIC, () -> client.getTopic(PROJECT, TOPIC));
    assertStruck(CallKind.LIST_TOPICS, () -> client.listTopic(PROJECT));
    assertStruck(CallKind.CHANGE_TOPIC, () -> client.deleteTopic(PROJECT, TOPIC));
    assertStruck(CallKind.PROJECT, () -> client.getProject(PROJECT));
    assertStruck(
        CallKind.SPLIT_SHARD, () -> client.splitShard(PROJECT, TOPIC, "0", "1" + "0".repeat(31)));
    assertStruck(CallKind.MERGE_SHARD, () -> client.mergeShard(PROJECT, TOPIC, "0", "1"));
    assertStruck(CallKind.EXTEND_SHARDS, () -> client.extendShard(PROJECT, TOPIC, 3));
    assertStruck(CallKind.SUBSCRIPTION, () -> client.getSubscription(PROJECT, TOPIC, id));
    assertStruck(
        CallKind.OPEN_SESSION,
        () -> client.openSubscriptionSession(PROJECT, TOPIC, id, List.of("0")));
    assertStruck(
        CallKind.GET_OFFSETS, () -> client.getSubscriptionOffset(PROJECT, TOPIC, id, List.of("0")));
    assertStruck(
        CallKind.COMMIT, () -> client.commitSubscriptionOffset(PROJECT, TOPIC, id, offsets));
    assertStruck(CallKind.RESET, () -> client.resetSubscriptionOffset(PROJECT, TOPIC, id, offsets));
    assertStruck(CallKind.ANY, () -> client.listProject());
    assertThat(client.listShard(PROJECT, TOPIC).getShards()).hasSize(2);
  }

  private void assertStruck(CallKind kind, Runnable call) {
    Fault fault = faults.on(kind).error(ErrorCode.INTERNAL_SERVER_ERROR);
    assertThatThrownBy(call::run)
        .isInstanceOf(DatahubClientException.class)
        .hasMessageContaining("InternalServerError");
    assertThat(fault.fired()).isOne();
    faults.clear();
  }

  @Test
  void aShardAmongCommittedOffsetsIsFound() {
    String id = client.createSubscription(PROJECT, TOPIC, "").getSubId();
    Map<String, SubscriptionOffset> offsets =
        client.openSubscriptionSession(PROJECT, TOPIC, id, List.of("0", "1")).getOffsets();
    faults.on(CallKind.COMMIT).shard("1").error(ErrorCode.OFFSET_RESETED);

    client.commitSubscriptionOffset(PROJECT, TOPIC, id, Map.of("0", offsets.get("0")));
    assertThatThrownBy(() -> client.commitSubscriptionOffset(PROJECT, TOPIC, id, offsets))
        .isInstanceOf(SubscriptionOffsetResetException.class);
  }

  @Test
  void theFirstCallsPassIfTold() {
    faults.on(CallKind.PUT).after(2).times(1).error(ErrorCode.INVALID_SHARD_OPERATION);

    put("0", 0, 1);
    put("0", 1, 2);
    assertThatThrownBy(() -> put("0", 2, 3)).isInstanceOf(ShardSealedException.class);
    put("0", 3, 4);

    assertThat(ids("0")).containsExactly(0L, 1L, 3L);
  }

  @Test
  void aConnectionDroppedBeforeTheWriteStoresNothing() {
    Fault fault = faults.on(CallKind.PUT).dropBefore();

    assertBroken(() -> put("0", 0, 3));

    assertThat(fault.fired()).isPositive();
    faults.clear();
    assertThat(ids("0")).isEmpty();
  }

  @Test
  void aConnectionDroppedAfterTheWriteStoresEveryTimeItIsSent() {
    Fault fault = faults.on(CallKind.PUT).dropAfter();

    assertBroken(() -> put("0", 0, 1));

    faults.clear();
    assertThat(ids("0")).hasSize((int) fault.fired()).isNotEmpty().containsOnly(0L);
  }

  @Test
  void aPutIsDoubledByAClientThatSendsItAgainUnasked() {
    put("0", 0, 1);
    Fault fault = faults.on(CallKind.PUT).times(1).dropAfter();

    // No retries are set: it is the HTTP library that sends again on a new connection.
    put("0", 1, 2);

    assertThat(fault.fired()).isOne();
    assertThat(ids("0")).containsExactly(0L, 1L, 1L);
  }

  @Test
  void aFrozenCallIsAnsweredWhenTheFaultIsCleared() {
    Fault fault = faults.on(CallKind.PUT).shard("0").freeze();
    CompletableFuture<Void> frozen = CompletableFuture.runAsync(() -> put("0", 0, 2));
    await().until(() -> fault.frozen() == 1);

    put("1", 5, 6);
    assertThat(frozen).isNotDone();
    assertThat(ids("0")).isEmpty();
    faults.clear();

    frozen.join();
    assertThat(ids("0")).containsExactly(0L, 1L);
    assertThat(fault.frozen()).isZero();
  }

  @Test
  void manyFrozenCallsLeaveTheServerThreadsForOthers() {
    Fault fault = faults.on(CallKind.GET_TOPIC).freeze();
    List<CompletableFuture<Void>> frozen =
        LongStream.range(0, 40)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> SdkClient.of(server).getTopic(PROJECT, TOPIC),
                        task -> new Thread(task).start()))
            .toList();
    await().atMost(Duration.ofSeconds(20)).until(() -> fault.frozen() == 40);

    put("0", 0, 1);
    assertThat(ids("0")).containsExactly(0L);

    faults.clear(fault);
    frozen.forEach(CompletableFuture::join);
  }

  @Test
  void aClosedServerLetsFrozenCallsGoUndone() throws IOException {
    Fault fault = faults.on(CallKind.PUT).freeze();
    CompletableFuture<Void> frozen = CompletableFuture.runAsync(() -> put("0", 0, 1));
    await().until(() -> fault.frozen() == 1);

    restart();

    assertThat(frozen)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(DatahubClientException.class);
    assertThat(ids("0")).isEmpty();
  }

  @Test
  void aDelayedCallIsAnsweredLaterAndOthersMeanwhile() {
    Fault fault = faults.on(CallKind.PUT).shard("0").delay(Duration.ofSeconds(2));
    CompletableFuture<Void> delayed = CompletableFuture.runAsync(() -> put("0", 0, 1));
    await().until(() -> fault.fired() == 1);

    put("1", 0, 1);

    assertThat(delayed).isNotDone();
    delayed.join();
    assertThat(ids("0")).containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPutCanBeStoredTwice(boolean protobuf) {
    faults.on(CallKind.PUT).times(1).duplicate();

    putNamed(protobuf, 0, 2);
    putNamed(protobuf, 2, 3);

    assertThat(ids("0")).containsExactly(0L, 1L, 0L, 1L, 2L);
  }

  @ParameterizedTest
  @CsvSource({"true,NONE", "true,LZ4", "false,NONE", "false,DEFLATE"})
  void aRecordCanBeLostThoughItWasAcknowledged(boolean protobuf, CompressType compression) {
    DatahubClient other = SdkClient.of(server.endpoint(), compression, protobuf);
    Fault fault = faults.on(CallKind.PUT).times(1).loseRecord(1);

    assertThat(putNamed(other, 0, 1).getFailedRecordCount()).isZero();
    assertThat(fault.fired()).isZero();
    assertThat(putNamed(other, 1, 4).getFailedRecordCount()).isZero();

    assertThat(fault.fired()).isOne();
    assertThat(ids("0")).containsExactly(0L, 1L, 3L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOnlyRecordOfAPutCanBeLost(boolean protobuf) {
    faults.on(CallKind.PUT).loseRecord();

    putNamed(protobuf, 0, 1);
    put("0", 1, 2);

    assertThat(ids("0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoRecordsOfAPutCanChangePlaces(boolean protobuf) {
    faults.on(CallKind.PUT).times(1).reorder(1);

    putNamed(protobuf, 0, 2);
    putNamed(protobuf, 2, 6);

    assertThat(ids("0")).containsExactly(0L, 1L, 2L, 4L, 3L, 5L);
  }

  @Test
  void severalFaultsStrikeOneCallUntilOneEndsIt() {
    Fault delay = faults.on(CallKind.PUT).delay(Duration.ofMillis(1));
    Fault lose = faults.on(CallKind.PUT).loseRecord();
    Fault error = faults.on(CallKind.PUT).after(1).error(ErrorCode.LIMIT_EXCEEDED);
    Fault never = faults.on(CallKind.PUT).after(1).freeze();

    put("0", 0, 2);
    assertThatThrownBy(() -> put("0", 2, 4)).isInstanceOf(LimitExceededException.class);

    assertThat(ids("0")).containsExactly(1L);
    assertThat(delay.fired()).isEqualTo(2);
    assertThat(lose.fired()).isEqualTo(2);
    assertThat(error.fired()).isOne();
    assertThat(never.fired()).isZero();
  }

  @Test
  void aRequestThatIsNotSignedRightIsNotStruck() {
    Fault fault = faults.on(CallKind.ANY).freeze();
    DatahubClient stranger =
        SdkClient.with(server.endpoint(), "wrong", "wrong", CompressType.NONE, true);

    assertThatThrownBy(stranger::listProject).hasMessageContaining("Unauthorized");
    assertThat(fault.fired()).isZero();
  }

  @Test
  void aNegativeNumberIsRefused() {
    assertThatThrownBy(() -> faults.on(CallKind.PUT).times(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("times is -1");
  }

  private void put(String shard, long from, long to) {
    client.putRecordsByShard(PROJECT, TOPIC, shard, records(from, to));
  }

  private void putNamed(boolean protobuf, long from, long to) {
    putNamed(SdkClient.of(server.endpoint(), CompressType.NONE, protobuf), from, to);
  }

  /** Puts by the call whose records name their shards. */
  private PutRecordsResult putNamed(DatahubClient by, long from, long to) {
    List<RecordEntry> entries = LongStream.range(from, to).mapToObj(id -> record(id, "x")).toList();
    entries.forEach(entry -> entry.setShardId("0"));
    return by.putRecords(PROJECT, TOPIC, entries);
  }

  private static void get(DatahubClient by, String cursor) {
    by.getRecords(PROJECT, TOPIC, "0", SdkClient.schema(), cursor, 10);
  }

  private static void assertBroken(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(DatahubClientException.class)
        .hasStackTraceContaining("IOException");
  }

  private List<Long> ids(String shard) {
    return readAll(shard).stream().map(SdkClient::id).toList();
  }
}
