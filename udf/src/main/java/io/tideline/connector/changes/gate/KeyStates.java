package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.KeyHash;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** What is remembered of each key. */
interface KeyStates {

  /** Null when there is nothing yet. */
  KeyState get(KeyHash key) throws Exception;

  void put(KeyHash key, KeyState state) throws Exception;

  /** In Flink's keyed state, whose current key must be the one that is asked for. */
  static KeyStates checkpointed(String name, KeyedStateStore store) {
    ValueState<KeyState> state =
        store.getState(new ValueStateDescriptor<>(name, KeyStateSerializer.INSTANCE));
    return new KeyStates() {
      @Override
      public KeyState get(KeyHash key) throws Exception {
        return state.value();
      }

      @Override
      public void put(KeyHash key, KeyState value) throws Exception {
        state.update(value);
      }
    };
  }

  /** In memory, for a batch job: it takes no checkpoints. */
  static KeyStates inMemory() {
    Map<KeyHash, KeyState> states = new HashMap<>();
    return new KeyStates() {
      @Override
      public KeyState get(KeyHash key) {
        return states.get(key);
      }

      @Override
      public void put(KeyHash key, KeyState value) {
        states.put(key, value);
      }
    };
  }
}
