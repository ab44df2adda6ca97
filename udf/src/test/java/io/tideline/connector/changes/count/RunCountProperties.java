package io.tideline.connector.changes.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RunCountProperties {

  /** P37, P38: what is called seen was, and what is missing is said to be. */
  @Property
  void eachRecordIsNewLateOrSeenAsASetOfAllSaysToo(
      @ForAll @IntRange(max = 5) int start,
      @ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> seqs) {
    RunCount count = RunCount.startingAt(1, start);
    Set<Integer> seen = new HashSet<>();
    int next = start;
    for (int seq : seqs) {
      Turn expected =
          seq > next
              ? Turn.JUMPED
              : seq == next || seq < start
                  ? Turn.EXPECTED
                  : seen.contains(seq) ? Turn.SEEN : Turn.LATE;
      assertThat(count.count(seq)).isEqualTo(expected);
      seen.add(seq);
      next = Math.max(next, seq + 1);
    }
  }

  @Property
  void whateverIsForgottenNothingIsCalledSeenThatWasNot(
      @ForAll @Size(min = 300, max = 500) List<@IntRange(max = 600) Integer> seqs) {
    RunCount count = RunCount.startingAt(1, 0);
    Set<Integer> seen = new HashSet<>();
    for (int seq : seqs) {
      if (count.count(seq) == Turn.SEEN) {
        assertThat(seen).contains(seq);
      }
      seen.add(seq);
      assertThat(count.holes().length).isLessThanOrEqualTo(2 * RunCount.MOST_HOLES);
    }
  }

  @Example
  void beyondTheMostHolesTheOldestIsForgottenWithAllBeforeIt() {
    RunCount count = RunCount.startingAt(1, 0);
    for (int seq = 1; seq <= 2 * RunCount.MOST_HOLES + 1; seq += 2) {
      assertThat(count.count(seq)).isEqualTo(Turn.JUMPED);
    }
    assertThat(count.count(0)).isEqualTo(Turn.EXPECTED);
    assertThat(count.count(2)).isEqualTo(Turn.LATE);
    assertThat(count.count(2)).isEqualTo(Turn.SEEN);
  }
}
