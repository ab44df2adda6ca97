package io.tideline.connector.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RecoveryProperties {

  /**
   * P16: however many tasks fail and however often on the way, a recovery is timed from the first
   * failure to the first record of a task that was started after the last, and until all run.
   */
  @Property(tries = 200)
  void aRecoveryIsTimedFromTheFirstFailureToTheFirstRecordAfterTheLast(
      @ForAll @IntRange(min = 1, max = 8) int tasks,
      @ForAll @IntRange(min = 1, max = 4) int rounds,
      @ForAll @IntRange(min = 0, max = 3) int lateWords,
      @ForAll long seed) {
    Random random = new Random(seed);
    RecoveryClock clock = new RecoveryClock();
    long now = random.nextInt(1_000);
    long failedAt = -1;
    for (int round = 0; round < rounds; round++) {
      for (int task = 0; task < tasks; task++) {
        now += random.nextInt(50);
        clock.failed(task, round, now);
        failedAt = failedAt < 0 ? now : failedAt;
      }
      assertThat(clock.recoveringMs(now)).isEqualTo(now - failedAt);
      for (int i = 0; i < lateWords; i++) {
        // Of an attempt whose failure is known already.
        now += random.nextInt(50);
        assertThat(clock.passedRecord(random.nextInt(tasks), round, now)).isFalse();
        assertThat(clock.runs(random.nextInt(tasks), round, now)).isFalse();
      }
      if (round < rounds - 1) {
        // Some come back before the next failure; it does not count.
        now += random.nextInt(50);
        if (tasks > 1) {
          assertThat(clock.runs(0, round + 1, now)).isFalse();
        }
        clock.passedRecord(0, round + 1, now);
      }
    }
    long firstRecordAt = -1;
    for (int task : shuffled(tasks, random)) {
      now += 1 + random.nextInt(50);
      boolean allRun = clock.runs(task, rounds, now);
      if (random.nextBoolean() || allRun) {
        now += 1 + random.nextInt(50);
        boolean isFirst = clock.passedRecord(task, rounds, now);
        assertThat(isFirst).isEqualTo(firstRecordAt < 0);
        firstRecordAt = isFirst ? now : firstRecordAt;
      }
    }

    assertThat(clock.recoveries()).isEqualTo(1);
    assertThat(clock.lastRecoveryMs()).isEqualTo(firstRecordAt - failedAt);
    assertThat(clock.lastRunningMs()).isPositive().isLessThanOrEqualTo(now - failedAt);
    assertThat(clock.recoveringMs(now + 1_000)).isZero();
  }

  @Example
  void aSourceWithoutRecordsRunsAgainAllTheSame() {
    RecoveryClock clock = new RecoveryClock();
    clock.failed(0, 0, 100);

    assertThat(clock.runs(0, 1, 350)).isTrue();

    assertThat(clock.lastRunningMs()).isEqualTo(250);
    assertThat(clock.recoveringMs(99_999)).isZero();
    assertThat(clock.lastRecoveryMs()).isZero();
    assertThat(clock.passedRecord(0, 1, 5_100)).isTrue();
    assertThat(clock.lastRecoveryMs()).isEqualTo(5_000);
  }

  @Example
  void theFirstStartIsNoRecovery() {
    RecoveryClock clock = new RecoveryClock();
    assertThat(clock.runs(0, 0, 5)).isFalse();
    assertThat(clock.passedRecord(0, 0, 7)).isFalse();
    assertThat(clock.recoveries()).isZero();
  }

  private static List<Integer> shuffled(int tasks, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      order.add(task);
    }
    java.util.Collections.shuffle(order, random);
    return order;
  }
}
