package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.hash.Murmur128;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** Which dead letters came again, told apart by event id, attempt and route; 8 bytes each. */
interface Replays {

  /** Whether it comes for the first time; from then on it came. */
  boolean isFirst(ChangeEvent event) throws Exception;

  /** In Flink's keyed state, whose current key must be that of the event. */
  static Replays checkpointed(KeyedStateStore store) {
    MapState<Long, Boolean> seen =
        store.getMapState(new MapStateDescriptor<>("replays", Types.LONG, Types.BOOLEAN));
    return event -> {
      long name = name(event);
      if (seen.contains(name)) {
        return false;
      }
      seen.put(name, true);
      return true;
    };
  }

  /** In memory, for a batch job. */
  static Replays inMemory() {
    Set<Long> seen = new HashSet<>();
    return event -> seen.add(name(event));
  }

  /** The key is a part of it for the one in memory, which has all keys together. */
  static long name(ChangeEvent event) {
    return new Murmur128()
        .add(event.primaryKey())
        .add(event.eventId())
        .add(event.position())
        .add(event.provenance().attempt(), 0)
        .add(event.provenance().route())
        .finish()
        .low();
  }
}
