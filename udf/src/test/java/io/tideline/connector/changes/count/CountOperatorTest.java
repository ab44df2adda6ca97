package io.tideline.connector.changes.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.connector.changes.raw.Turn;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator's state through checkpoints that are restored at another parallelism. */
class CountOperatorTest {

  private static final int MOST_SUBTASKS = 8;
  private static final List<String> SHARDS = List.of("0", "1", "2", "3", "4");

  @Test
  void aShardsCountFollowsItToWhateverSubtaskReadsIt() throws Exception {
    OperatorSubtaskState state = null;
    int seq = 0;
    int[] subtasks = {1, 3, 2, 5, 1};
    for (int round = 0; round < subtasks.length; round++) {
      List<Subtask> all = start(state, subtasks[Math.max(round - 1, 0)], subtasks[round]);
      for (int i = 0; i < SHARDS.size(); i++) {
        Subtask reader = all.get((i + round) % all.size());
        reader.read(SHARDS.get(i), 1, seq);
        assertThat(reader.turns()).containsExactly(Turn.EXPECTED);
        reader.read(SHARDS.get(i), 1, Math.max(seq - 1, 0));
        assertThat(reader.turns()).containsExactly(Turn.SEEN);
      }
      seq++;
      state = stop(all);
    }
    List<Subtask> all = start(state, 1, 2);
    all.get(1).read("3", 1, seq + 4);
    assertThat(all.get(1).turns()).containsExactly(Turn.JUMPED);
    stop(all);
  }

  @Test
  void aShardThatNobodyReadsForAWhileIsNotForgotten() throws Exception {
    List<Subtask> all = start(null, 1, 1);
    all.get(0).read("0", 1, 0);
    all.get(0).read("1", 1, 0);
    OperatorSubtaskState state = stop(all);
    for (int before = 1; before < 4; before++) {
      all = start(state, before, before + 1);
      all.get(before).read("0", 1, 0);
      state = stop(all);
    }
    all = start(state, 4, 1);
    all.get(0).read("1", 1, 2);
    assertThat(all.get(0).turns()).containsExactly(Turn.JUMPED);
    stop(all);
  }

  @Test
  void aRecordWithoutAStampPassesAsItIs() throws Exception {
    List<Subtask> all = start(null, 1, 1);
    all.get(0).read("0", Provenance.UNSTAMPED, 7);
    all.get(0).read("0", 3, Provenance.UNSTAMPED);
    assertThat(all.get(0).turns()).containsExactly(Turn.EXPECTED, Turn.EXPECTED);
    stop(all);
  }

  private static final class Subtask {
    private final OneInputStreamOperatorTestHarness<ChangeEvent, ChangeEvent> harness;

    Subtask(OperatorSubtaskState state, int before, int subtasks, int index) throws Exception {
      harness =
          new OneInputStreamOperatorTestHarness<>(
              new CountOperator(), MOST_SUBTASKS, subtasks, index);
      harness.setup();
      if (state != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MOST_SUBTASKS, before, subtasks, index));
      }
      harness.open();
    }

    void read(String shard, long run, long seq) throws Exception {
      harness.processElement(
          new ChangeEvent.Builder().build(new Provenance(shard, seq, run, seq, 0, null)), 0);
    }

    /** Of what came out since the last call. */
    List<Turn> turns() {
      List<Turn> turns = new ArrayList<>();
      harness.extractOutputValues().forEach(event -> turns.add(event.turn()));
      harness.getOutput().clear();
      return turns;
    }
  }

  private static List<Subtask> start(OperatorSubtaskState state, int before, int subtasks)
      throws Exception {
    List<Subtask> all = new ArrayList<>();
    for (int i = 0; i < subtasks; i++) {
      all.add(new Subtask(state, before, subtasks, i));
    }
    return all;
  }

  private static OperatorSubtaskState stop(List<Subtask> all) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[all.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = all.get(i).harness.snapshot(1, 1);
      all.get(i).harness.close();
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }
}
