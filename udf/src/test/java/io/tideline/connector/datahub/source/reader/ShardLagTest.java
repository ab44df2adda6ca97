package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardLagTest {

  private long now = 1_000_000;
  private final ShardLag lag = new ShardLag(() -> now);

  @Test
  void aShardThatHasAnsweredNothingYetIsNotBehind() {
    assertThat(lag.records()).isZero();
    assertThat(lag.millis()).isZero();
  }

  @Test
  void recordsFetchedButNotEmittedCount() {
    lag.fetched(50, 999_000, 99);
    assertThat(lag.records()).isEqualTo(50);
    assertThat(lag.millis()).isEqualTo(1_000);

    lag.emitted(69, 999_400);
    assertThat(lag.records()).isEqualTo(30);
    assertThat(lag.millis()).isEqualTo(600);

    lag.emitted(99, 999_900);
    assertThat(lag.records()).isZero();
    assertThat(lag.millis()).isZero();
  }

  @Test
  void anIdleShardIsNotBehindHoweverOldItsLastRecordIs() {
    lag.fetched(0, 900_000, 0);
    lag.emitted(0, 900_000);
    for (int i = 0; i < 100; i++) {
      now += 20_000;
      lag.answered();
      lag.caughtUp();
      assertThat(lag.records()).isZero();
      assertThat(lag.millis()).isZero();
    }
  }

  @Test
  void theFirstRecordAfterAnIdleHourIsAsLateAsItIsAndNotAnHour() {
    lag.fetched(0, 900_000, 0);
    lag.emitted(0, 900_000);
    now += 3_600_000;
    lag.answered();
    lag.caughtUp();
    now += 500;
    lag.fetched(1, now - 300, 1);

    assertThat(lag.records()).isOne();
    assertThat(lag.millis()).isEqualTo(500);
  }

  @Test
  void aShardThatDoesNotAnswerAnyMoreIsBehindSinceItsLastAnswer() {
    lag.answered();
    lag.caughtUp();
    now += ShardLag.SILENCE_MS;
    assertThat(lag.millis()).isZero();
    now += 1;
    assertThat(lag.millis()).isEqualTo(ShardLag.SILENCE_MS + 1);
  }
}
