package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import org.apache.flink.runtime.state.StateInitializationContext;

/** All that the gate remembers of keys. */
final class KeyMemory {

  private final KeyStates rows;
  private final KeyStates keylessReads;
  private final Replays replays;

  private KeyMemory(KeyStates rows, KeyStates keylessReads, Replays replays) {
    this.rows = rows;
    this.keylessReads = keylessReads;
    this.replays = replays;
  }

  /** Null for a gate that remembers nothing. */
  static KeyMemory of(GateMode mode, StateInitializationContext context) {
    switch (mode) {
      case CHECKPOINTED:
        return new KeyMemory(
            KeyStates.checkpointed("keys", context.getKeyedStateStore()),
            KeyStates.checkpointed("keyless-reads", context.getKeyedStateStore()),
            Replays.checkpointed(context.getKeyedStateStore()));
      case IN_MEMORY:
        return new KeyMemory(KeyStates.inMemory(), KeyStates.inMemory(), Replays.inMemory());
      default:
        return null;
    }
  }

  KeyStates of(Arrival event) {
    return event.isRead() && !event.isKeyed() ? keylessReads : rows;
  }

  /** The state of an event's key, which a replayed event leaves as it is. */
  KeyState last(ChangeEvent event) throws Exception {
    return rows.get(event.key());
  }

  Replays replays() {
    return replays;
  }
}
