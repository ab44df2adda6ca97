package io.tideline.connector.datahub.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyConfig;
import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** P4: a failed request is sent again at most so often. */
class RetrySettingsTest {

  private final List<Reason> retried = new ArrayList<>();
  private int attempts;

  @Property(tries = 100)
  void aFaultIsTriedAgainUntilItPassesOrTheCountIsUsedUp(
      @ForAll @IntRange(max = 15) int faults, @ForAll @IntRange(max = 10) int count)
      throws Exception {
    attempts = 0;
    retried.clear();
    Deque<Reason> script = new ArrayDeque<>(Collections.nCopies(faults, Reason.UNAVAILABLE));

    if (faults <= count) {
      assertThat(call(settings(count), script)).isEqualTo("passed");
    } else {
      assertThatThrownBy(() -> call(settings(count), script)).isInstanceOf(DataHubException.class);
    }
    assertThat(attempts).isEqualTo(Math.min(faults, count) + 1);
    assertThat(retried).hasSize(Math.min(faults, count));
  }

  @Test
  void whatCannotPassLaterIsNotTriedAgain() {
    assertThatThrownBy(() -> call(settings(3), new ArrayDeque<>(List.of(Reason.MALFORMED))))
        .isInstanceOf(DataHubException.class);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void anExceededLimitIsWaitedForAndUsesUpNoAttempt() throws Exception {
    Deque<Reason> script = new ArrayDeque<>(Collections.nCopies(20, Reason.LIMIT_EXCEEDED));
    script.addAll(List.of(Reason.UNAVAILABLE, Reason.UNAVAILABLE));

    assertThat(call(settings(2), script)).isEqualTo("passed");
  }

  /** P4: the times are in the policy, whatever clock it runs on. */
  @Property(tries = 100)
  void thePolicyHasTheOptionsCountDelayAndBound(
      @ForAll @IntRange(max = 10) int count,
      @ForAll @IntRange(min = 1, max = 100_000) int delay,
      @ForAll @IntRange(min = 1, max = 100_000) int interval) {
    Configuration options = new Configuration();
    options.set(DataHubConnectorOptions.RETRY_COUNT, count);
    options.set(DataHubConnectorOptions.RETRY_DELAY, Duration.ofMillis(delay));
    options.set(DataHubConnectorOptions.RETRY_INTERVAL, Duration.ofMillis(interval));
    List<RetryPolicy<Object>> policies =
        RetrySettings.fromOptions(options).policies(fault -> retried.add(fault.reason()));

    RetryPolicyConfig<Object> waits = policies.get(0).getConfig();
    assertThat(waits.getMaxRetries()).isEqualTo(-1);
    assertThat(waits.getDelay()).isEqualTo(Duration.ofMillis(interval));
    RetryPolicyConfig<Object> faults = policies.get(1).getConfig();
    assertThat(faults.getMaxRetries()).isEqualTo(count);
    assertThat(faults.getDelay()).isEqualTo(Duration.ofMillis(delay));
    assertThat(faults.getMaxDuration()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void shardsThatAreNotReadyAreWaitedForAndUseUpNoAttempt() throws Exception {
    Deque<Reason> script = new ArrayDeque<>(Collections.nCopies(20, Reason.NOT_READY));

    assertThat(call(settings(0), script)).isEqualTo("passed");
  }

  @Test
  void byDefaultThreeTimesTwoSecondsApart() {
    Configuration options = new Configuration();
    assertThat(options.get(DataHubConnectorOptions.RETRY_COUNT)).isEqualTo(3);
    assertThat(options.get(DataHubConnectorOptions.RETRY_DELAY)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void noDelayIsADelayToo() throws Exception {
    Configuration options =
        Configuration.fromMap(Map.of("retryDelay", "0", "retryInterval", "0 ms"));

    assertThat(
            call(
                RetrySettings.fromOptions(options),
                new ArrayDeque<>(List.of(Reason.UNAVAILABLE, Reason.LIMIT_EXCEEDED))))
        .isEqualTo("passed");
  }

  @Test
  void aTimeoutOfNothingIsRefusedByName() {
    assertThatThrownBy(
            () -> RetrySettings.fromOptions(Configuration.fromMap(Map.of("retryTimeout", "0"))))
        .hasMessage("option 'retryTimeout' must be greater than 0");
  }

  private String call(RetrySettings settings, Deque<Reason> script) throws IOException {
    return settings.call(
        () -> {
          attempts++;
          Reason fault = script.poll();
          if (fault != null) {
            throw new DataHubException(fault, fault.name(), null);
          }
          return "passed";
        },
        fault -> retried.add(fault.reason()));
  }

  private static RetrySettings settings(int count) {
    return new RetrySettings(
        count, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));
  }
}
