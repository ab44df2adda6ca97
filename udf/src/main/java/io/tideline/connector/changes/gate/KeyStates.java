package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.KeyHash;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** What is remembered of each key. */
interface KeyStates {

  /** Of the states on the heap so many are looked at, whether they have expired, an access. */
  int CLEANED_AN_ACCESS = 5;

  /** RocksDB looks at the clock once for so many states that it compacts. */
  long ROCKSDB_CLOCK_INTERVAL = 1_000;

  /** Null when there is nothing yet. */
  KeyState get(KeyHash key) throws Exception;

  /**
   * @param state null to forget the key
   */
  void put(KeyHash key, KeyState state) throws Exception;

  /** In Flink's keyed state, whose current key must be the one that is asked for. */
  static KeyStates checkpointed(String name, KeyedStateStore store) {
    return of(store.getState(new ValueStateDescriptor<>(name, KeyStateSerializer.INSTANCE)));
  }

  /**
   * The same with a time to live, counted from when a state is written. Flink cannot read a state
   * with one as one without or the other way round, so each has a name of its own.
   */
  static KeyStates expiring(String name, KeyedStateStore store, Duration timeToLive) {
    ValueStateDescriptor<KeyState> descriptor =
        new ValueStateDescriptor<>(name + "-expiring", KeyStateSerializer.INSTANCE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(timeToLive)
            .cleanupIncrementally(CLEANED_AN_ACCESS, false)
            .cleanupInRocksdbCompactFilter(ROCKSDB_CLOCK_INTERVAL)
            .build());
    return of(store.getState(descriptor));
  }

  private static KeyStates of(ValueState<KeyState> state) {
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

  /** These, and of a key that they have not yet, what others had when it last changed. */
  default KeyStates after(KeyStates former) {
    KeyStates current = this;
    return new KeyStates() {
      @Override
      public KeyState get(KeyHash key) throws Exception {
        KeyState state = current.get(key);
        return state == null ? former.get(key) : state;
      }

      @Override
      public void put(KeyHash key, KeyState value) throws Exception {
        current.put(key, value);
        former.put(key, null);
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
