package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.changes.gate.LetterThreshold.Action;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

class LetterShareTest {

  private final Map<String, Gauge<?>> gauges = new HashMap<>();
  private final Map<String, Counter> counters = new HashMap<>();

  @Test
  void aWindowTellsOnceAndTheNextTellsAgain() {
    LetterShare share = share(0.1, 10, Action.LOG);
    send(share, 9, 1);
    assertThat(alerts()).isZero();
    send(share, 0, 1);
    assertThat(alerts()).isEqualTo(1);
    send(share, 0, 5);
    assertThat(alerts()).isEqualTo(1);
    share.endWindow();
    assertThat((double) gauges.get("deadLetterShare").getValue()).isEqualTo(7.0 / 16);
    send(share, 9, 2);
    assertThat(alerts()).isEqualTo(2);
  }

  @Test
  void rowsThatComeAfterTheLettersMakeAWindowCountAtItsEnd() {
    LetterShare share = share(0.1, 10, Action.LOG);
    send(share, 0, 5);
    send(share, 5, 0);
    assertThat(alerts()).isZero();
    share.endWindow();
    assertThat(alerts()).isEqualTo(1);
  }

  @Test
  void aWindowWithFewRowsSaysNothing() {
    LetterShare share = share(0, 10, Action.LOG);
    send(share, 0, 9);
    share.endWindow();
    assertThat(alerts()).isZero();
  }

  @Test
  void failStopsTheJobAndNamesTheNumbersAndTheOption() {
    LetterShare share = share(0.5, 4, Action.FAIL);
    send(share, 2, 2);
    assertThatThrownBy(share::letter)
        .isInstanceOf(FlinkRuntimeException.class)
        .hasMessageContaining("stream main: 3 of 5 rows")
        .hasMessageContaining("more than 50.00 %")
        .hasMessageContaining("'dead-letters.alert.action'");
  }

  private LetterShare share(double share, long leastRows, Action action) {
    return new LetterShare(
        "main",
        new LetterThreshold(share, Duration.ofMinutes(1), leastRows, action),
        new UnregisteredMetricsGroup() {
          @Override
          public Counter counter(String name) {
            return counters.computeIfAbsent(name, n -> super.counter(n));
          }

          @Override
          public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
          }
        });
  }

  private long alerts() {
    return counters.get("deadLetterAlerts").getCount();
  }

  private static void send(LetterShare share, int rows, int letters) {
    for (int i = 0; i < rows; i++) {
      share.row();
    }
    for (int i = 0; i < letters; i++) {
      share.letter();
    }
  }
}
