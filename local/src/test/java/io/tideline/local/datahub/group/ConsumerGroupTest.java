package io.tideline.local.datahub.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.local.datahub.group.ConsumerGroup.Assignment;
import io.tideline.local.datahub.group.ConsumerGroup.Membership;
import io.tideline.local.datahub.group.ConsumerGroup.State;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.ShardMap;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConsumerGroupTest {
  private static final State NOTHING = new State(List.of(), List.of());

  private long nanos;
  private List<Shard> shards = ShardMap.create(4, 0).shards();
  private final ConsumerGroup group = new ConsumerGroup(() -> nanos);

  @Test
  void aShardChangesHandsOnlyWhenItsHolderReleasedIt() {
    Membership first = join();
    assertThat(heartbeat(first).shards()).containsExactly("0", "1", "2", "3");
    Membership second = join();

    assertThat(heartbeat(second).shards()).isEmpty();
    assertThat(heartbeat(first, "0", "1", "2", "3").shards()).containsExactly("0", "1");
    assertThat(heartbeat(second).shards()).isEmpty();
    release(first, "2", "3");

    assertThat(heartbeat(second).shards()).containsExactly("2", "3");
    assertThat(heartbeat(first, "0", "1").shards()).containsExactly("0", "1");
  }

  @Test
  void aHeartbeatThatNamesAShardNoMoreReleasesIt() {
    Membership first = join();
    heartbeat(first);
    Membership second = join();
    assertThat(heartbeat(first, "0", "1", "2", "3").shards()).containsExactly("0", "1");
    assertThat(heartbeat(second).shards()).isEmpty();

    assertThat(heartbeat(first, "0", "1").shards()).containsExactly("0", "1");

    assertThat(heartbeat(second).shards()).containsExactly("2", "3");
  }

  @Test
  void thePlansVersionGrowsWithEveryChangeOnly() {
    Membership first = join();
    long before = heartbeat(first).planVersion();
    assertThat(heartbeat(first).planVersion()).isEqualTo(before);

    join();

    assertThat(heartbeat(first).planVersion()).isEqualTo(before + 1);
  }

  @Test
  void theShardsOfOneThatLeftAreFreeAtOnce() {
    Membership first = join();
    Membership second = join();
    heartbeat(first);
    heartbeat(second);

    group.leave(first.consumerId(), first.versionId());

    assertThat(heartbeat(second).shards()).hasSize(4);
    assertUnknown(() -> heartbeat(first));
    assertUnknown(() -> group.leave(first.consumerId(), first.versionId()));
  }

  @Test
  void oneThatIsNotHeardOfLosesItsShards() {
    Membership first = join();
    Membership second = join();
    heartbeat(first);
    nanos += Duration.ofSeconds(9).toNanos();
    heartbeat(second);
    nanos += Duration.ofSeconds(2).toNanos();

    assertThat(heartbeat(second).shards()).hasSize(4);
    assertUnknown(() -> heartbeat(first));
  }

  @Test
  void childrenAreReadWhenTheirParentIsAtItsEnd() {
    Membership only = join();
    shards = ShardMap.create(1, 0).split("0", "8" + "0".repeat(31), 1).shards();
    assertThat(heartbeat(only).shards()).containsExactly("0");

    group.sync(only.consumerId(), only.versionId(), 0, List.of(), List.of("0"));

    assertThat(heartbeat(only).shards()).containsExactly("1", "2");
  }

  @Test
  void aResetOfTheOffsetsIsToldOnceAndTheConsumerJoinsAgain() {
    Membership first = join();

    assertThatThrownBy(
            () -> group.heartbeat(first.consumerId(), first.versionId(), 1, NOTHING, shards))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OFFSET_RESETED));
    assertUnknown(() -> heartbeat(first));
  }

  @Test
  void afterAResetAParentIsReadAgainBeforeItsChildren() {
    Membership first = join();
    shards = ShardMap.create(1, 0).split("0", "8" + "0".repeat(31), 1).shards();
    group.sync(first.consumerId(), first.versionId(), 0, List.of(), List.of("0"));
    assertThat(heartbeat(first).shards()).containsExactly("1", "2");
    group.leave(first.consumerId(), first.versionId());

    Membership second = group.join("sub", Duration.ofSeconds(10), 1);

    assertThat(
            group.heartbeat(second.consumerId(), second.versionId(), 1, NOTHING, shards).shards())
        .containsExactly("0");
  }

  @Test
  void aConsumerOfAnotherVersionIsUnknown() {
    Membership first = join();

    assertUnknown(
        () -> group.heartbeat(first.consumerId(), first.versionId() + 1, 0, NOTHING, shards));
  }

  private Membership join() {
    return group.join("sub", Duration.ofSeconds(10), 0);
  }

  private Assignment heartbeat(Membership member, String... held) {
    return group.heartbeat(
        member.consumerId(), member.versionId(), 0, new State(List.of(held), List.of()), shards);
  }

  private void release(Membership member, String... released) {
    group.sync(
        member.consumerId(), member.versionId(), 0, List.copyOf(Set.of(released)), List.of());
  }

  private static void assertUnknown(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_SUCH_CONSUMER));
  }
}
