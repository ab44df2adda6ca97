package io.tideline.verify.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private Duration slept = Duration.ZERO;

  @Test
  void itWaitsUntilTheRowsThatWereReadWereDue() throws Exception {
    Throttle throttle = new Throttle(1_000, time -> slept = slept.plus(time));

    throttle.read(500, at(0));
    throttle.read(500, at(500));

    assertThat(slept).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aDatabaseThatIsSlowerIsNotHeldUp() throws Exception {
    Throttle throttle = new Throttle(1_000, time -> slept = slept.plus(time));

    throttle.read(1, at(0));
    slept = Duration.ZERO;
    throttle.read(500, at(5_000));

    assertThat(slept).isZero();
  }

  @Test
  void aPauseIsNoCreditForMoreThanASecond() throws Exception {
    Throttle throttle = new Throttle(1_000, time -> slept = slept.plus(time));

    throttle.read(1, at(0));
    slept = Duration.ZERO;
    throttle.read(3_000, at(60_000));

    assertThat(slept).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void withoutALimitItNeverWaits() throws Exception {
    Throttle throttle = new Throttle(0, time -> slept = slept.plus(time));

    throttle.read(1_000_000, at(0));

    assertThat(slept).isZero();
  }

  private static long at(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
