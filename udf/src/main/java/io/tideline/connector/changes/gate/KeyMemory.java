package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.KeyHash;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.StateInitializationContext;

/** All that the gate remembers of keys. */
final class KeyMemory {

  /** For states that were written with a time to live, when they shall live for ever. */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final KeyStates rows;
  private final KeyStates keylessReads;
  private final Replays replays;
  private final HorizonState horizonState;

  /** Null when nothing is ever forgotten. */
  private final Horizon horizon;

  private final LongSupplier clock;

  private KeyMemory(
      KeyStates rows,
      KeyStates keylessReads,
      Replays replays,
      HorizonState horizonState,
      LongSupplier clock) {
    this.rows = rows;
    this.keylessReads = keylessReads;
    this.replays = replays;
    this.horizonState = horizonState;
    this.horizon =
        horizonState == null || !horizonState.horizon().isNeeded() ? null : horizonState.horizon();
    this.clock = clock;
  }

  /**
   * Null for a gate that remembers nothing.
   *
   * @param clock milliseconds since the epoch
   */
  static KeyMemory of(GateSettings settings, StateInitializationContext context, LongSupplier clock)
      throws Exception {
    switch (settings.mode()) {
      case CHECKPOINTED:
        HorizonState horizon = new HorizonState(settings.timeToLive(), context);
        KeyedStateStore store = context.getKeyedStateStore();
        return new KeyMemory(
            rows(settings.timeToLive(), horizon.horizon().isNeeded(), store),
            KeyStates.checkpointed("keyless-reads", store),
            Replays.checkpointed(store),
            horizon,
            clock);
      case IN_MEMORY:
        return new KeyMemory(
            KeyStates.inMemory(), KeyStates.inMemory(), Replays.inMemory(), null, clock);
      default:
        return null;
    }
  }

  /**
   * @param expiring whether there are states with a time to live, or will be
   */
  private static KeyStates rows(Duration timeToLive, boolean expiring, KeyedStateStore store) {
    KeyStates lasting = KeyStates.checkpointed("keys", store);
    if (timeToLive != null) {
      return KeyStates.expiring("keys", store, timeToLive).after(lasting);
    }
    return expiring ? lasting.after(KeyStates.expiring("keys", store, FOR_EVER)) : lasting;
  }

  /** The state of the event's key; null when there is none. */
  KeyState last(KeyHash key, Arrival event) throws Exception {
    return statesOf(event).get(key);
  }

  /** Whether the event may have been delivered though its key's state does not say so. */
  boolean mayHaveForgotten(Arrival event) {
    return horizon != null
        && !isKeylessRead(event)
        && horizon.covers(event.position(), clock.getAsLong());
  }

  /**
   * @param last what {@link #last} gave, or null: it becomes the new state, so that a key that
   *     changes often leaves nothing to collect on a heap of many millions
   */
  void put(KeyHash key, Arrival event, KeyState last, KeyState state) throws Exception {
    statesOf(event).put(key, last == null ? state : last.become(state));
    if (horizon != null && !isKeylessRead(event)) {
      horizon.note(state.position(), clock.getAsLong());
    }
  }

  /** The state of an event's key, which a replayed event leaves as it is. */
  KeyState last(ChangeEvent event) throws Exception {
    return rows.get(event.key());
  }

  Replays replays() {
    return replays;
  }

  void snapshot() throws Exception {
    if (horizonState != null) {
      horizonState.snapshot();
    }
  }

  private KeyStates statesOf(Arrival event) {
    return isKeylessRead(event) ? keylessReads : rows;
  }

  private static boolean isKeylessRead(Arrival event) {
    return event.isRead() && !event.isKeyed();
  }
}
