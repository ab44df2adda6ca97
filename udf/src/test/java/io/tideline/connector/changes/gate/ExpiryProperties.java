package io.tideline.connector.changes.gate;

import static io.tideline.connector.changes.gate.GateFixture.builder;
import static io.tideline.connector.changes.gate.GateFixture.row;
import static io.tideline.connector.changes.gate.GateFixture.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.FindingColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** A gate whose states have a time to live. */
class ExpiryProperties {

  private static final Duration TTL = Duration.ofMillis(1_000);
  private static final int KEYS = 4;

  /**
   * P35, P37, P38: nothing is lost; what comes a second time is dropped or reported; and what is
   * new is never taken for something else, however long the gate stood still or was restarted.
   */
  @Property(tries = 300)
  void whatIsDeliveredTwiceIsReportedAndNothingThatIsNewIs(
      @ForAll @Size(max = 80) List<@IntRange(max = 99) Integer> steps) throws Exception {
    History history = new History();
    for (int step : steps) {
      history.take(step);
    }
    history.judge();
  }

  @Example
  void aKeyIsRememberedUntilItsTimeIsOver() throws Exception {
    ChangeEvent first = event(7, 1, 1);
    ChangeEvent again = event(7, 1, 2);
    try (GateFixture gate = GateFixture.expiring(TTL, null)) {
      gate.setTime(1_000).send(first).setTime(1_999).send(again);
      assertThat(gate.orders()).containsExactly("1");
      gate.setTime(2_000).send(again);
      assertThat(gate.orders()).containsExactly("1", "1");
      assertThat(gate.findings()).containsExactly("expired");
      assertThat(gate.findings(FindingColumns.POSITION)).containsExactly(first.position());
    }
  }

  /** Its state is that of an older event, sent again: it must not pass as if in order. */
  @Example
  void anEventAfterOneThatWasForgottenIsInDoubtAsWell() throws Exception {
    try (GateFixture gate = GateFixture.expiring(TTL, null)) {
      gate.setTime(1_000).send(event(7, 1, 1), event(7, 2, 1));
      gate.setTime(5_000).send(event(7, 1, 2), event(7, 2, 2), event(7, 3, 2));
      assertThat(gate.orders()).containsExactly("1", "2", "1", "2", "3");
      assertThat(gate.findings()).containsExactly("expired", "expired");
    }
  }

  @Example
  void whatWasRememberedForEverIsNotForgottenWhenATimeIsSet() throws Exception {
    OperatorSubtaskState state;
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      state = gate.setTime(1_000).send(event(7, 1, 1), event(8, 2, 1)).snapshot();
    }
    try (GateFixture gate = GateFixture.expiring(TTL, state)) {
      gate.setTime(9_000).send(event(7, 1, 2), event(8, 3, 2), event(8, 2, 3));
      assertThat(gate.orders()).containsExactly("3");
      assertThat(gate.findings()).isEmpty();
      // Written anew, so from now on it has a time to live.
      gate.setTime(20_000).send(event(7, 1, 3), event(8, 3, 3));
      assertThat(gate.orders()).containsExactly("3", "3");
      assertThat(gate.findings()).containsExactly("expired");
    }
  }

  @Example
  void whatWasForgottenStaysInDoubtWhenTheTimeIsTakenAway() throws Exception {
    OperatorSubtaskState state;
    try (GateFixture gate = GateFixture.expiring(TTL, null)) {
      gate.setTime(1_000).send(event(7, 1, 1)).setTime(9_000).send(event(8, 2, 1));
      state = gate.snapshot();
    }
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED, Map.of(), state)) {
      gate.setTime(9_100).send(event(6, 1, 2), event(8, 2, 2), event(9, 3, 2));
      assertThat(gate.orders()).containsExactly("1", "3");
      assertThat(gate.findings()).containsExactly("expired");
      gate.setTime(99_000).send(event(9, 3, 3));
      assertThat(gate.orders()).containsExactly("1", "3");
    }
  }

  private static ChangeEvent event(int key, int place, long run) {
    return builder("INSERT", key, place, null, row(key, "" + place))
        .build(stamp(run, place, 0, null));
  }

  /** A log of changes, a writer that starts again from before, and the gate that it sends to. */
  private static final class History {
    private final List<Integer> keys = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();
    private final List<String> reported = new ArrayList<>();
    private GateFixture gate;
    private long now = 10_000;
    private long run = 1;

    History() throws Exception {
      gate = GateFixture.expiring(TTL, null).setTime(now);
    }

    void take(int step) throws Exception {
      if (step < 50) {
        keys.add(step % KEYS);
        send(keys.size() - 1);
      } else if (step < 75) {
        now += 20L * (step - 49);
        gate.setTime(now);
      } else if (step < 92) {
        run++;
        for (int i = Math.max(0, keys.size() - (step - 75)); i < keys.size(); i++) {
          send(i);
        }
      } else {
        OperatorSubtaskState state = gate.snapshot();
        collect();
        gate = GateFixture.expiring(TTL, state).setTime(now);
      }
    }

    private void send(int index) throws Exception {
      gate.send(event(keys.get(index), index + 1, run));
    }

    private void collect() throws Exception {
      delivered.addAll(gate.orders());
      gate.findings(FindingColumns.EVENT_ID).forEach(id -> reported.add(id.substring(1)));
      assertThat(gate.findings()).allMatch("expired"::equals);
      gate.close();
    }

    void judge() throws Exception {
      collect();
      Set<String> seen = new HashSet<>();
      List<String> doubled = new ArrayList<>();
      for (String place : delivered) {
        if (!seen.add(place)) {
          doubled.add(place);
        }
      }
      assertThat(seen).hasSize(keys.size());
      assertThat(reported).isEqualTo(doubled);
    }
  }
}
