package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.Provenance;
import io.tideline.event.Op;
import io.tideline.event.Position;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GateProperties {

  private static final long RUN = 100;

  /** P37, and P7 for one key. */
  @Property
  void eachChangeIsDeliveredOnceInOrderThroughAnyCrashesAndResends(
      @ForAll @IntRange(max = 3) int firstImage,
      @ForAll @Size(max = 80) List<@IntRange(max = 99) Integer> steps) {
    WriterHistory history = new WriterHistory(firstImage);
    for (int step : steps) {
      take(step, history);
    }
    history.sendAll();

    assertThat(history.delivered).isEqualTo(history.changes);
    assertThat(history.findings).isEmpty();
  }

  private static void take(int step, WriterHistory history) {
    if (step < 40) {
      history.change(step % 4);
    } else if (step < 65) {
      history.send();
    } else if (step < 75) {
      history.putAgain(1 + step % 4);
    } else if (step < 83) {
      history.takeCheckpoint();
    } else {
      history.crash(step % 2 == 0);
    }
  }

  @Property
  void thePositionAndTheImageOfAKeyNeverGoBack(
      @ForAll @IntRange(min = 1, max = 9) int before, @ForAll @IntRange(min = 1, max = 9) int now) {
    KeyState last = after(arrival(Op.UPDATE, before, 1, RUN, 1));
    KeyState next = Gate.advance(arrival(Op.UPDATE, now, 2, RUN, 2), last);

    assertThat(next.position()).isEqualTo(position(Math.max(before, now)));
    assertThat(next.image()).isEqualTo(now < before ? 1 : 2);
  }

  @Example
  void anEventBeforeItsKeysLastOneInTheSameRunIsDeliveredAndReported() {
    KeyState last = after(arrival(Op.UPDATE, 5, 1, RUN, 1));
    Decision decision = Gate.decide(arrival(Op.UPDATE, 4, 2, RUN, 2), last);
    assertThat(decision).isEqualTo(Decision.REORDERED);
    assertThat(decision.isDelivered()).isTrue();
    assertThat(decision.finding()).isEqualTo(Finding.Kind.REORDERED);
  }

  @Example
  void theSamePlaceTwiceInARunIsDeliveredAndReported() {
    KeyState last = after(arrival(Op.UPDATE, 5, 1, RUN, 1));
    assertThat(Gate.decide(arrival(Op.UPDATE, 5, 1, RUN, 2), last)).isEqualTo(Decision.REPEATED);
  }

  @Example
  void aSnapshotRowThatIsAsItWasIsDroppedAndOneThatChangedIsDelivered() {
    KeyState last = after(arrival(Op.READ, 5, 1, RUN, 1));
    assertThat(Gate.decide(arrival(Op.READ, 6, 1, RUN + 1, 0), last))
        .isEqualTo(Decision.SEEN_AGAIN);
    assertThat(Gate.decide(arrival(Op.READ, 5, 2, RUN + 1, 0), last)).isEqualTo(Decision.DELIVER);
  }

  @Example
  void aRowThatIsInsertedAgainAfterItsDeleteIsDeliveredThoughItLooksAsBefore() {
    KeyState inserted = after(arrival(Op.INSERT, 5, 1, RUN, 1));
    KeyState deleted = Gate.advance(arrival(Op.DELETE, 6, Arrival.NO_IMAGE, RUN, 2), inserted);
    assertThat(Gate.decide(arrival(Op.READ, 7, 1, RUN + 1, 0), deleted))
        .isEqualTo(Decision.DELIVER);
  }

  @Example
  void aReplayedEventPassesAndLeavesTheKeyAlone() {
    KeyState last = after(arrival(Op.UPDATE, 5, 1, RUN, 1));
    Arrival replayed =
        new Arrival(Op.UPDATE, position(2), true, 1, new Arrival.Stamped(RUN, 1, 0, 1));
    Decision decision = Gate.decide(replayed, last);
    assertThat(decision.isDelivered()).isTrue();
    assertThat(decision.advances()).isFalse();
  }

  @Example
  void theSameCountOnAnotherShardProvesNothing() {
    KeyState last = after(arrival(Op.UPDATE, 5, 1, RUN, 9));
    Arrival moved = new Arrival(Op.UPDATE, position(6), true, 2, new Arrival.Stamped(RUN, 3, 8, 0));
    assertThat(Gate.decide(moved, last)).isEqualTo(Decision.DELIVER);
  }

  @Example
  void withoutStampsNothingIsDropped() {
    long none = Provenance.UNSTAMPED;
    KeyState last = after(arrival(Op.UPDATE, 5, 1, none, none));
    for (int place = 1; place < 9; place++) {
      assertThat(Gate.decide(arrival(Op.UPDATE, place, 2, none, none), last).isDelivered())
          .isTrue();
    }
  }

  @Example
  void ofSnapshotRowsWithoutAKeyOnlyTheSameRecordIsDropped() {
    KeyState last = after(keylessRead(5, RUN, 7));
    assertThat(Gate.decide(keylessRead(5, RUN, 7), last)).isEqualTo(Decision.RESENT_BY_CLIENT);
    assertThat(Gate.decide(keylessRead(5, RUN, 8), last)).isEqualTo(Decision.DELIVER);
    assertThat(Gate.decide(keylessRead(4, RUN, 9), last)).isEqualTo(Decision.DELIVER);
    assertThat(Gate.decide(keylessRead(5, RUN + 1, 0), last)).isEqualTo(Decision.READ_AGAIN);
  }

  private static Arrival keylessRead(int place, long run, long seq) {
    return new Arrival(Op.READ, position(place), false, 1, new Arrival.Stamped(run, seq, 0, 0));
  }

  private static Arrival arrival(Op op, int place, long image, long run, long seq) {
    return new Arrival(op, position(place), true, image, new Arrival.Stamped(run, seq, 0, 0));
  }

  private static KeyState after(Arrival first) {
    return Gate.advance(first, null);
  }

  private static Position position(int place) {
    return Position.of(1, 1, place, 0, Position.WHOLE);
  }
}
