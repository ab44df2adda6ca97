package io.tideline.local.datahub.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Shard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuotaCheckTest {
  private long nanos;

  @Test
  void aShardTakesSoManyRequestsASecondAndOthersTheirOwn() {
    QuotaCheck check = check(Quotas.NONE.withRequestsPerSecond(3));

    assertThat(passed(check, 0, 10, 1)).isEqualTo(3);
    assertThat(passed(check, 1, 10, 1)).isEqualTo(3);
    pass(500);
    assertThat(passed(check, 0, 10, 1)).isOne();
    pass(60_000);
    assertThat(passed(check, 0, 10, 1)).isEqualTo(3);
  }

  @Test
  void aPutLargerThanASecondsBytesPassesAndIsWorkedOff() {
    QuotaCheck check = check(Quotas.NONE.withBytesPerSecond(1_000));

    assertThat(passed(check, 0, 2, 3_500)).isOne();
    pass(2_400);
    assertThat(passed(check, 0, 1, 1)).isZero();
    pass(200);
    assertThat(passed(check, 0, 1, 1)).isOne();
  }

  @Test
  void whatIsRefusedCostsNothing() {
    QuotaCheck check = check(new Quotas(1, 100, Duration.ZERO));

    assertThat(passed(check, 0, 1_000, 10)).isOne();
    pass(1_000);
    assertThat(passed(check, 0, 1, 10)).isOne();
  }

  @Test
  void withoutQuotasEverythingPasses() {
    assertThat(passed(check(Quotas.NONE), 0, 100_000, 1_000_000)).isEqualTo(100_000);
  }

  @Test
  void aShardIsSplitOnlyWhenItIsOldEnough() {
    Shard shard = new Shard("4", "0".repeat(32), "F".repeat(32), List.of(), 10_000, 0);
    QuotaCheck check = check(Quotas.SERVICE);

    assertThatThrownBy(() -> check.reshard(shard, 14_999))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("'4' is 4999 ms old");
    assertThatCode(() -> check.reshard(shard, 15_000)).doesNotThrowAnyException();
  }

  @Test
  void aNegativeQuotaIsRefused() {
    assertThatThrownBy(() -> Quotas.NONE.withBytesPerSecond(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 bytes/s");
  }

  private QuotaCheck check(Quotas quotas) {
    return new QuotaCheck(quotas, () -> nanos);
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** How many of so many puts pass. */
  private static int passed(QuotaCheck check, long shard, int puts, long bytes) {
    int passed = 0;
    for (int i = 0; i < puts; i++) {
      try {
        check.write(shard, "0", bytes);
        passed++;
      } catch (ServiceException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
      }
    }
    return passed;
  }
}
