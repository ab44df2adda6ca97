package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RunsTest {

  @Property
  void aRunIsGreaterThanAnyBeforeAlsoWhenTheClockWasSetBack(
      @ForAll List<@LongRange(max = 1L << 58) Long> before,
      @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 1L << 42) Long> times,
      @ForAll @IntRange(max = 32_767) int writer) {
    List<Long> clock = new ArrayList<>(times);
    Runs runs = new Runs(writer, before, () -> clock.remove(0));
    long last = before.stream().mapToLong(Long::longValue).max().orElse(0);
    while (!clock.isEmpty()) {
      long run = runs.next();
      assertThat(run).isGreaterThan(last).isEqualTo(runs.last());
      last = run;
    }
  }

  @Property
  void noTwoWritersUseTheSameRun(
      @ForAll @IntRange(max = 100) int writer, @ForAll @LongRange(max = 1L << 42) long now) {
    Set<Long> seen = new HashSet<>();
    for (Runs runs :
        List.of(
            new Runs(writer, List.of(), () -> now), new Runs(writer + 1, List.of(), () -> now))) {
      for (int i = 0; i < 50; i++) {
        assertThat(seen.add(runs.next())).isTrue();
      }
    }
  }
}
