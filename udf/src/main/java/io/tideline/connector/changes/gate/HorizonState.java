package io.tideline.connector.changes.gate;

import io.tideline.event.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;

/** The {@link Horizon} of a subtask in checkpoints; a restart gives all of them to each. */
final class HorizonState {

  private final ListState<long[]> state;
  private final Horizon horizon;

  HorizonState(Duration timeToLive, StateInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "horizon", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    List<Horizon.Mark> restored = new ArrayList<>();
    for (long[] mark : state.get()) {
      restored.add(new Horizon.Mark(mark[0], Position.ofPacked(mark[1], mark[2])));
    }
    horizon = new Horizon(timeToLive, restored);
  }

  Horizon horizon() {
    return horizon;
  }

  void snapshot() throws Exception {
    List<long[]> marks = new ArrayList<>();
    for (Horizon.Mark mark : horizon.marks()) {
      marks.add(new long[] {mark.start(), mark.greatest().high(), mark.greatest().low()});
    }
    state.update(marks);
  }
}
