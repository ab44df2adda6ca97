package io.tideline.connector.files.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any tree of runs, beside a plain account of the files that each point has. */
class CommitHistoryProperties {

  /** What happens next, and a number that chooses among what there is. */
  static final class Step {
    private final int kind;
    private final int choice;

    Step(int kind, int choice) {
      this.kind = kind;
      this.choice = choice;
    }

    @Override
    public String toString() {
      return List.of("file", "checkpoint", "start", "fresh start").get(kind) + " " + choice;
    }
  }

  /** P36: what is taken back is exactly what the point does not have. */
  @Property(tries = 300)
  void aPointHasTheFilesOfItsWayAndAllOthersOfItsTreeAreAbandoned(
      @ForAll("lives") List<Step> life) {
    CommitHistory history = new CommitHistory();
    Map<RunPoint, Set<String>> files = new HashMap<>();
    Map<RunPoint, Integer> trees = new HashMap<>();
    Map<Integer, Set<String>> ofTree = new HashMap<>();
    List<RunPoint> points = new ArrayList<>();
    Set<String> current = new HashSet<>();
    String run = "run-0";
    history.add(new RunStart(run, null, 0));
    int tree = 0;
    long checkpoint = 0;
    for (int i = 0; i < life.size(); i++) {
      Step step = life.get(i);
      if (step.kind == 0) {
        String path = "/files/" + i;
        history.add(new FileCommit(new RunPoint(run, checkpoint + 1), path, 10, 1));
        current.add(path);
        ofTree.computeIfAbsent(tree, t -> new HashSet<>()).add(path);
      } else if (step.kind == 1) {
        checkpoint += 1 + step.choice % 2;
        RunPoint point = new RunPoint(run, checkpoint);
        points.add(point);
        files.put(point, new HashSet<>(current));
        trees.put(point, tree);
      } else if (step.kind == 2 && !points.isEmpty()) {
        RunPoint from = points.get(step.choice % points.size());
        run = "run-" + i;
        history.add(new RunStart(run, from, i));
        current = new HashSet<>(files.get(from));
        tree = trees.get(from);
        // Another run's numbers begin where its point was, so that they repeat.
        checkpoint = from.checkpoint();
      } else if (step.kind == 3) {
        run = "run-" + i;
        history.add(new RunStart(run, null, i));
        current = new HashSet<>();
        tree = i + 1;
        checkpoint = 0;
      }
    }
    for (RunPoint point : points) {
      Set<String> others = new HashSet<>(ofTree.getOrDefault(trees.get(point), Set.of()));
      others.removeAll(files.get(point));
      assertThat(paths(history.belongingTo(point)))
          .containsExactlyInAnyOrderElementsOf(files.get(point));
      assertThat(paths(history.abandonedAt(point))).containsExactlyInAnyOrderElementsOf(others);
    }
  }

  private static List<String> paths(List<FileCommit> files) {
    return files.stream().map(FileCommit::path).collect(Collectors.toList());
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(4, 1), Tuple.of(3, 2), Tuple.of(1, 3))
        .flatMap(
            kind -> Arbitraries.integers().between(0, 50).map(choice -> new Step(kind, choice)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
