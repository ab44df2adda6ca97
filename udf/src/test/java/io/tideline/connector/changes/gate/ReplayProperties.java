package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.ChangeEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Replayed dead letters among the changes of their keys, in any order. */
class ReplayProperties {

  /** A change, or a replay of a letter about a place in the log. */
  static final class Step {
    private final int key;
    private final int place;
    private final int attempt;
    private final String route;

    Step(int key, int place, int attempt, String route) {
      this.key = key;
      this.place = place;
      this.attempt = attempt;
      this.route = attempt == 0 ? null : route;
    }

    boolean isReplay() {
      return attempt > 0;
    }

    /** What a row of it has in the column name. */
    String name() {
      return key + " at " + place + " attempt " + attempt + " to " + route;
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** P37: they change nothing for the changes of their keys, and each arrives once at its route. */
  @Property(tries = 150)
  void replaysArriveOnceAndLeaveTheStateOfTheirKeysAlone(@ForAll("lives") List<Step> life)
      throws Exception {
    try (GateFixture all = new GateFixture(GateMode.CHECKPOINTED);
        GateFixture changesOnly = new GateFixture(GateMode.CHECKPOINTED)) {
      int seq = 0;
      for (Step step : life) {
        ChangeEvent event = event(step, seq++);
        all.send(event);
        if (!step.isReplay()) {
          changesOnly.send(event);
        }
      }
      assertThat(withoutReplays(all.orders())).isEqualTo(changesOnly.orders());
      assertThat(withoutReplays(all.copies())).isEqualTo(changesOnly.copies());
      assertThat(replays(all.orders())).containsExactlyInAnyOrderElementsOf(due(life, "orders"));
      assertThat(replays(all.copies())).containsExactlyInAnyOrderElementsOf(due(life, "copies"));
    }
  }

  private static List<String> due(List<Step> life, String table) {
    Set<String> names = new HashSet<>();
    for (Step step : life) {
      if (step.isReplay() && (step.route == null || step.route.startsWith("changes." + table))) {
        names.add(step.name());
      }
    }
    return new ArrayList<>(names);
  }

  private static List<String> replays(List<String> names) {
    return names.stream().filter(name -> !isChange(name)).collect(Collectors.toList());
  }

  private static List<String> withoutReplays(List<String> names) {
    return names.stream().filter(ReplayProperties::isChange).collect(Collectors.toList());
  }

  private static boolean isChange(String name) {
    return name.contains(" attempt 0 ");
  }

  private static ChangeEvent event(Step step, int seq) {
    String row = GateFixture.row(step.key, step.name());
    return GateFixture.builder("INSERT", step.key, step.place, null, row)
        .build(GateFixture.stamp(1, seq, step.attempt, step.route));
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 6),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(
                "changes.orders", "changes.copies", "changes.orders > files.orders", "-"))
        .as(
            (key, place, attempt, route) ->
                new Step(key, place, attempt, route.equals("-") ? null : route))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
