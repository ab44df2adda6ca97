package io.tideline.connector.changes.gate;

import static io.tideline.connector.changes.gate.GateFixture.builder;
import static io.tideline.connector.changes.gate.GateFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.runtime.execution.CancelTaskException;

class FailurePlaceProperties {

  /** P19: what fails at an event says where that stands, in the log and in the topic. */
  @Property(tries = 100)
  void aFailureOfTheGateHasThePositionAndThePlaceInTheTopicOfItsEvent(
      @ForAll @IntRange(min = 1, max = 1_000_000) int place,
      @ForAll @IntRange(max = 255) int shard,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE - 1) long sequence,
      @ForAll @AlphaChars @StringLength(min = 12, max = 20) String name)
      throws Exception {
    String id = Integer.toString(shard);
    ChangeEvent first =
        builder("INSERT", 7, place, null, row(7, "a"))
            .build(new Provenance(id, sequence, 1, 0, 0, null));
    ChangeEvent broken =
        builder("UPDATE", 7, place + 1, row(7, "other"), row(7, name))
            .build(new Provenance(id, sequence + 1, 1, 1, 0, null));
    try (GateFixture gate =
        new GateFixture(GateMode.CHECKPOINTED, Map.of(FindingKind.BROKEN_CHAIN, CheckMode.FAIL))) {
      gate.send(first);

      assertThatThrownBy(() -> gate.send(broken))
          .hasMessage(
              "failed at the event of position %s, shard %s, sequence %d, run 1, seq 1",
              broken.position(), id, sequence + 1)
          .hasMessageNotContaining(name)
          .hasRootCauseInstanceOf(org.apache.flink.util.FlinkRuntimeException.class);
    }
  }

  /** Flink tells a task that is cancelled from one that fails by the exception. */
  @Property(tries = 100)
  void beingCancelledStaysWhatItIs(
      @ForAll boolean interrupted, @ForAll @IntRange(max = 5) int depth) {
    Exception failure =
        interrupted ? new InterruptedException("stopped") : new CancelTaskException("stopped");
    for (int i = 0; i < depth; i++) {
      failure = new RuntimeException("in operator " + i, failure);
    }
    ChangeEvent event = GateFixture.event("INSERT", 7, 1, null, row(7, "a"));

    assertThat(FailedEventException.named(event, failure)).isSameAs(failure);
  }
}
