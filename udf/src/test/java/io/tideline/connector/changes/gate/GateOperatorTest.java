package io.tideline.connector.changes.gate;

import static io.tideline.connector.changes.gate.GateFixture.builder;
import static io.tideline.connector.changes.gate.GateFixture.event;
import static io.tideline.connector.changes.gate.GateFixture.row;
import static io.tideline.connector.changes.gate.GateFixture.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Turn;
import io.tideline.event.DeadLetterColumns;
import io.tideline.event.FindingColumns;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class GateOperatorTest {

  private static final ChangeEvent INSERT = event("INSERT", 7, 10, null, row(7, "a"));
  private static final ChangeEvent UPDATE = event("UPDATE", 7, 20, row(7, "a"), row(7, "b"));

  @Test
  void aFindingSaysWhatWasExpectedAndFoundWhereAndInWhichEvent() throws Exception {
    ChangeEvent broken = event("UPDATE", 7, 30, row(7, "x"), row(7, "c"));
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      gate.send(INSERT, UPDATE, broken.counted(Turn.JUMPED, 21));

      assertThat(gate.orders()).containsExactly("a", "b", "c");
      assertThat(gate.findings()).containsExactly("gap", "broken_chain");
      assertThat(gate.findings(FindingColumns.DATABASE_NAME)).containsOnly("shop");
      assertThat(gate.findings(FindingColumns.TABLE_NAME)).containsOnly("orders");
      assertThat(gate.findings(FindingColumns.PRIMARY_KEY)).containsOnly("{\"id\":7}");
      assertThat(gate.findings(FindingColumns.EXPECTED).get(0)).isEqualTo("seq 21");
      assertThat(gate.findings(FindingColumns.FOUND).get(0)).isEqualTo("seq 30: 9 missing");
      assertThat(gate.findings(FindingColumns.LAST_POSITION))
          .containsExactly(null, UPDATE.position());
      assertThat(gate.findings(FindingColumns.POSITION)).containsOnly(broken.position());
      assertThat(gate.findings(FindingColumns.SHARD)).containsOnly("0");
      assertThat(gate.findings(FindingColumns.EVENT_ID)).containsOnly("e30");
    }
  }

  @Test
  void aGapIsReportedWhateverTheEventThatShowsIt() throws Exception {
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      gate.send(
          event("HEARTBEAT", 0, 10, null, null).counted(Turn.JUMPED, 9),
          event("nonsense", 0, 11, null, null).counted(Turn.JUMPED, 10));
      assertThat(gate.findings()).containsExactly("gap", "gap");
      assertThat(gate.letters(DeadLetterColumns.ERROR)).hasSize(1);
    }
  }

  @Test
  void theChainAndThePlaceOfAKeyOutliveARestart() throws Exception {
    OperatorSubtaskState state;
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      state = gate.send(INSERT, UPDATE).snapshot();
    }
    ChangeEvent resent =
        builder("UPDATE", 7, 20, row(7, "a"), row(7, "b")).build(stamp(2, 0, 0, null));
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED, Map.of(), state)) {
      gate.send(
          resent,
          event("UPDATE", 7, 30, row(7, "b"), row(7, "c")),
          event("DELETE", 7, 40, row(7, "x"), null));
      assertThat(gate.orders()).containsExactly("c", "x");
      assertThat(gate.findings()).containsExactly("broken_chain");
    }
  }

  @Test
  void aReplayedLetterGoesToItsRouteOnceAndLeavesItsKeyAlone() throws Exception {
    ChangeEvent replayed =
        builder("INSERT", 7, 10, null, row(7, "a")).build(stamp(9, 0, 1, "changes.copies"));
    ChangeEvent again =
        builder("INSERT", 7, 10, null, row(7, "a")).build(stamp(10, 0, 2, "changes.copies"));
    ChangeEvent elsewhere =
        builder("INSERT", 7, 10, null, row(7, "a")).build(stamp(10, 1, 1, "changes.orders"));
    OperatorSubtaskState state;
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      gate.send(INSERT, UPDATE, replayed, replayed);
      assertThat(gate.copies()).containsExactly("a", "b", "a");
      assertThat(gate.orders()).containsExactly("a", "b");
      state = gate.snapshot();
    }
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED, Map.of(), state)) {
      gate.send(replayed, again, elsewhere, event("UPDATE", 7, 30, row(7, "b"), row(7, "c")));
      assertThat(gate.copies()).containsExactly("a", "c");
      assertThat(gate.orders()).containsExactly("a", "c");
      assertThat(gate.findings()).isEmpty();
    }
  }

  @Test
  void aReplayedLetterWithoutARouteGoesToAllAndOneOfARouteThatIsGoneIsALetterAgain()
      throws Exception {
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      gate.send(
          builder("INSERT", 7, 10, null, row(7, "a")).build(stamp(9, 0, 1, null)),
          builder("INSERT", 8, 20, null, row(8, "b")).build(stamp(9, 1, 1, "changes.gone")));
      assertThat(gate.orders()).containsExactly("a");
      assertThat(gate.copies()).containsExactly("a");
      assertThat(gate.letters(DeadLetterColumns.ROUTE)).containsExactly("changes.gone");
      assertThat(gate.letters(DeadLetterColumns.ERROR).get(0))
          .contains("changes.gone")
          .contains("shop.orders");
    }
  }

  @Test
  void aRowThatDoesNotFitIsALetterForEachRouteItWasToGo() throws Exception {
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      gate.send(event("INSERT", 7, 10, null, "{\"id\":\"seven\"}"));
      assertThat(gate.letters(DeadLetterColumns.ROUTE))
          .containsExactly("changes.orders", "changes.copies");
    }
  }

  /** P35. */
  @Test
  void withoutTheGateWhateverIsSentAgainIsDeliveredAgain() throws Exception {
    ChangeEvent replayed =
        builder("INSERT", 7, 10, null, row(7, "a")).build(stamp(9, 0, 1, "changes.orders"));
    ChangeEvent nextRun = builder("INSERT", 7, 10, null, row(7, "a")).build(stamp(2, 0, 0, null));
    try (GateFixture gate = new GateFixture(GateMode.OFF)) {
      gate.send(INSERT, INSERT.counted(Turn.SEEN, 11), nextRun, replayed, replayed);
      assertThat(gate.orders()).containsExactly("a", "a", "a", "a", "a");
      assertThat(gate.findings()).isEmpty();
      gate.send(UPDATE.counted(Turn.JUMPED, 12), UPDATE.counted(Turn.LATE, 21));
      assertThat(gate.findings()).containsExactly("gap", "reordered");
    }
  }

  @Test
  void aTableThatNothingReadsIsReportedOnceUnlessItIsNamed() throws Exception {
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      for (int i = 1; i < 5; i++) {
        gate.send(
            builder("INSERT", 7, i, null, "{}").table("shop", "new").build(stamp(1, i, 0, null)),
            builder("INSERT", 7, i, null, "{}").table("shop", "old").build(stamp(1, i, 0, null)));
      }
      assertThat(gate.findings()).containsExactly("unknown_table");
      assertThat(gate.findings(FindingColumns.FOUND)).containsExactly("shop.new");
    }
  }

  @Test
  void columnsThatATableDoesNotDeclareAreReportedOnceForEachTableAndShape() throws Exception {
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      for (int i = 1; i < 5; i++) {
        gate.send(
            event("INSERT", i, i, null, "{\"id\":1,\"name\":\"a\",\"more\":1}"),
            event("INSERT", 10 + i, i, null, "{\"id\":1,\"name\":\"a\",\"more\":1,\"most\":[1]}"));
      }
      assertThat(gate.orders()).hasSize(8);
      assertThat(gate.findings()).hasSize(4).containsOnly("schema_drift");
      assertThat(gate.findings(FindingColumns.FOUND))
          .containsExactly("also [more]", "also [more]", "also [more, most]", "also [more, most]");
    }
  }

  @Test
  void aCheckThatIsOffFindsNothingAndOneThatOnlyLogsMakesNoRow() throws Exception {
    for (CheckMode mode : new CheckMode[] {CheckMode.OFF, CheckMode.LOG}) {
      try (GateFixture gate =
          new GateFixture(GateMode.CHECKPOINTED, Map.of(FindingKind.BROKEN_CHAIN, mode))) {
        gate.send(INSERT, event("UPDATE", 7, 20, row(7, "x"), row(7, "b")));
        assertThat(gate.orders()).containsExactly("a", "b");
        assertThat(gate.findings()).isEmpty();
      }
    }
  }

  @Test
  void aCheckThatShallFailStopsTheJobAndSaysWhy() throws Exception {
    try (GateFixture gate =
        new GateFixture(GateMode.CHECKPOINTED, Map.of(FindingKind.GAP, CheckMode.FAIL))) {
      assertThatThrownBy(() -> gate.send(UPDATE.counted(Turn.JUMPED, 11)))
          .rootCause()
          .hasMessageContaining("stream main")
          .hasMessageContaining("GAP")
          .hasMessageContaining("seq 11")
          .hasMessageContaining("'fail'");
    }
  }
}
