package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.gate.WriterHistory.Change;
import io.tideline.connector.changes.gate.WriterHistory.Delivery;
import io.tideline.connector.changes.gate.WriterHistory.Put;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.connector.changes.raw.Turn;
import io.tideline.event.Op;
import io.tideline.event.Position;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GateProperties {

  private static final long RUN = 100;
  private static final long[] NONE = {};

  private final ImageHash hash = new ImageHash();

  /** P37, and P7 for each key; P38: and nothing is reported that is not so. */
  @Property
  void eachChangeIsDeliveredOnceInOrderThroughAnyCrashesAndResends(
      @ForAll @IntRange(max = 3) int firstValue,
      @ForAll @Size(max = 120) List<@IntRange(max = 91) Integer> steps) {
    WriterHistory history = new WriterHistory(firstValue);
    steps.forEach(step -> take(step, history));
    history.sendAll();

    for (int key = 0; key < WriterHistory.KEYS; key++) {
      assertThat(delivered(history, key)).isEqualTo(of(history.changes, key));
    }
    assertThat(history.findings).isEmpty();
  }

  /** P38, P35, P7: whatever the way loses or swaps, it is said; and nothing else is lost. */
  @Property(tries = 3000)
  void whatIsLostOnTheWayOrComesOutOfOrderOrTwiceIsReported(
      @ForAll @IntRange(max = 3) int firstValue,
      @ForAll @Size(max = 120) List<@IntRange(max = 109) Integer> steps) {
    WriterHistory history = new WriterHistory(firstValue);
    steps.forEach(step -> take(step, history));
    history.sendAll();

    List<String> reported =
        history.reported.stream().map(GateProperties::stamp).collect(Collectors.toList());
    for (Put lost : history.lost) {
      assertThat(reported).as("reported of %s", lost).contains(stamp(lost));
    }
    List<Change> lost = history.lost.stream().map(put -> put.change).collect(Collectors.toList());
    Map<Change, Integer> seen = new HashMap<>();
    Map<Integer, Position> latest = new HashMap<>();
    for (Delivery delivery : history.deliveries) {
      Change change = delivery.change;
      Position before = latest.get(change.key);
      if (before != null && change.position.compareTo(before) < 0) {
        assertThat(delivery.finding).as(delivery.toString()).isEqualTo(FindingKind.REORDERED);
      } else {
        latest.put(change.key, change.position);
      }
      if (seen.merge(change, 1, Integer::sum) > 1) {
        assertThat(delivery.finding).as("again: " + delivery).isNotNull();
      }
    }
    for (Change change : history.changes) {
      if (change.op != Op.READ) {
        assertThat(seen.containsKey(change) || lost.contains(change))
            .as("%s is delivered, or was lost", change)
            .isTrue();
      }
    }
  }

  private static void take(int step, WriterHistory history) {
    if (step < 36) {
      history.change(step % 3, step % 4);
    } else if (step < 58) {
      history.send();
    } else if (step < 66) {
      history.putAgain(1 + step % 4);
    } else if (step < 73) {
      history.takeCheckpoint();
    } else if (step < 76) {
      history.alter();
    } else if (step < 84) {
      history.crash(step % 2 == 0);
    } else if (step < 92) {
      history.crashWithOneOnItsWay(step % 2 == 0);
    } else if (step < 100) {
      history.loseNext();
    } else {
      history.swapNext();
    }
  }

  private static List<Change> delivered(WriterHistory history, int key) {
    return of(
        history.deliveries.stream().map(delivery -> delivery.change).collect(Collectors.toList()),
        key);
  }

  private static List<Change> of(List<Change> changes, int key) {
    return changes.stream().filter(change -> change.key == key).collect(Collectors.toList());
  }

  private static String stamp(Put put) {
    return put.seq + " of " + put.run;
  }

  @Property
  void thePositionAndTheImageOfAKeyNeverGoBack(
      @ForAll @IntRange(min = 1, max = 9) int before, @ForAll @IntRange(min = 1, max = 9) int now) {
    KeyState last = after(arrival(Op.UPDATE, before, 1, RUN));
    KeyState next = Gate.advance(arrival(Op.UPDATE, now, 2, RUN), last);

    assertThat(next.position()).isEqualTo(position(Math.max(before, now)));
    assertThat(next.image()).isEqualTo(now < before ? 1 : 2);
  }

  @Example
  void anEventBeforeItsKeysLastOneInTheSameRunIsDeliveredAndReported() {
    KeyState last = after(arrival(Op.UPDATE, 5, 1, RUN));
    Decision decision = Gate.decide(arrival(Op.UPDATE, 4, 2, RUN), last);
    assertThat(decision).isEqualTo(Decision.REORDERED);
    assertThat(decision.isDelivered()).isTrue();
    assertThat(decision.finding()).isEqualTo(FindingKind.REORDERED);
  }

  @Example
  void theSamePlaceTwiceInARunIsDeliveredAndReported() {
    KeyState last = after(arrival(Op.UPDATE, 5, 1, RUN));
    assertThat(Gate.decide(arrival(Op.UPDATE, 5, 1, RUN), last)).isEqualTo(Decision.REPEATED);
  }

  @Example
  void aRecordSeenBeforeIsDroppedWhateverItsKeySays() {
    assertThat(Gate.decide(arrival(Op.INSERT, 5, 1, RUN, Turn.SEEN), null))
        .isEqualTo(Decision.RESENT_BY_CLIENT);
  }

  @Example
  void aRecordThatWasMissingIsDeliveredAndReportedThoughItsKeyIsInOrder() {
    KeyState last = after(arrival(Op.INSERT, 4, 1, RUN));
    assertThat(Gate.decide(arrival(Op.UPDATE, 5, 2, RUN, Turn.LATE), last))
        .isEqualTo(Decision.REORDERED);
    assertThat(Gate.decide(arrival(Op.INSERT, 5, 2, RUN, Turn.LATE), null))
        .isEqualTo(Decision.REORDERED);
  }

  @Example
  void aSnapshotRowThatIsAsItWasIsDroppedAndOneThatChangedIsDelivered() {
    KeyState last = after(arrival(Op.READ, 5, 1, RUN));
    assertThat(Gate.decide(arrival(Op.READ, 6, 1, RUN + 1), last)).isEqualTo(Decision.SEEN_AGAIN);
    assertThat(Gate.decide(arrival(Op.READ, 5, 2, RUN + 1), last)).isEqualTo(Decision.DELIVER);
  }

  @Example
  void aRowThatIsInsertedAgainAfterItsDeleteIsDeliveredThoughItLooksAsBefore() {
    KeyState inserted = after(arrival(Op.INSERT, 5, 1, RUN));
    Arrival delete =
        new Arrival(Op.DELETE, position(6), true, Turn.EXPECTED, RUN, Arrival.Image.NONE);
    KeyState deleted = Gate.advance(delete, inserted);
    assertThat(Gate.decide(arrival(Op.READ, 7, 1, RUN + 1), deleted)).isEqualTo(Decision.DELIVER);
  }

  @Example
  void aChangeThatDoesNotBeginWhereTheLastOneEndedBreaksTheChain() {
    KeyState last = after(Op.INSERT, "{\"id\":1,\"amount\":1.50}");
    assertThat(breaks("{\"amount\": 1.5, \"id\": 1}", last)).isFalse();
    assertThat(breaks("{\"id\":1,\"amount\":1.51}", last)).isTrue();
  }

  @Example
  void aChangeOfARowThatWasDeletedBreaksTheChain() {
    assertThat(breaks("{\"id\":1}", after(Op.DELETE, null))).isTrue();
  }

  @Example
  void otherColumnsThanBeforeOrAnImageThatCannotBeReadBreakNoChain() {
    KeyState last = after(Op.INSERT, "{\"id\":1,\"amount\":1.50}");
    assertThat(breaks("{\"id\":1,\"amount\":9,\"further\":0}", last)).isFalse();
    assertThat(breaks("{\"id\":1}", last)).isFalse();
    assertThat(breaks("{\"id\":1,", last)).isFalse();
    assertThat(breaks(null, last)).isFalse();
    assertThat(breaks("{\"id\":2}", after(Op.INSERT, "{\"id\":"))).isFalse();
  }

  @Example
  void withoutStampsNothingIsDropped() {
    KeyState last = after(arrival(Op.UPDATE, 5, 1, Provenance.UNSTAMPED));
    for (int place = 1; place < 9; place++) {
      assertThat(
              Gate.decide(arrival(Op.UPDATE, place, 2, Provenance.UNSTAMPED), last).isDelivered())
          .isTrue();
      assertThat(Gate.decide(arrival(Op.UPDATE, place, 2, RUN), last).isDelivered()).isTrue();
    }
  }

  @Example
  void ofSnapshotRowsWithoutAKeyOnlyTheSameRecordIsDropped() {
    KeyState last = after(keylessRead(5, RUN, Turn.EXPECTED));
    assertThat(Gate.decide(keylessRead(5, RUN, Turn.SEEN), last))
        .isEqualTo(Decision.RESENT_BY_CLIENT);
    assertThat(Gate.decide(keylessRead(5, RUN, Turn.EXPECTED), last)).isEqualTo(Decision.DELIVER);
    assertThat(Gate.decide(keylessRead(4, RUN, Turn.EXPECTED), last)).isEqualTo(Decision.DELIVER);
    assertThat(Gate.decide(keylessRead(4, RUN, Turn.LATE), last)).isEqualTo(Decision.REORDERED);
    assertThat(Gate.decide(keylessRead(5, RUN + 1, Turn.EXPECTED), last))
        .isEqualTo(Decision.READ_AGAIN);
  }

  private boolean breaks(String before, KeyState last) {
    hash.read(bytes(before), NONE);
    return Gate.breaksChain(hash, last);
  }

  private KeyState after(Op op, String image) {
    hash.read(bytes(image), NONE);
    return after(
        new Arrival(
            op,
            position(5),
            true,
            Turn.EXPECTED,
            RUN,
            op == Op.DELETE ? Arrival.Image.NONE : Arrival.Image.of(hash)));
  }

  private static byte[] bytes(String json) {
    return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
  }

  private static Arrival keylessRead(int place, long run, Turn turn) {
    return new Arrival(Op.READ, position(place), false, turn, run, new Arrival.Image(1, 1, 2));
  }

  private static Arrival arrival(Op op, int place, long image, long run) {
    return arrival(op, place, image, run, Turn.EXPECTED);
  }

  private static Arrival arrival(Op op, int place, long image, long run, Turn turn) {
    return new Arrival(op, position(place), true, turn, run, new Arrival.Image(image, image, 2));
  }

  private static KeyState after(Arrival first) {
    return Gate.advance(first, null);
  }

  private static Position position(int place) {
    return Position.of(1, 1, place, 0, Position.WHOLE);
  }
}
