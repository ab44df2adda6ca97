package io.tideline.connector.files.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.files.sink.WriteRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.fs.Path;

/** The log over real files. */
class CommitLogProperties {

  private static final WriteRetry NO_RETRY = new WriteRetry(0, Duration.ZERO);

  /** P36: each step is a run (0), a commit that may be noted twice (1), or a putting together. */
  @Property(tries = 100)
  void nothingIsForgottenHoweverOftenTheLogIsPutTogether(
      @ForAll @Size(min = 1, max = 25) List<@IntRange(max = 3) Integer> steps) throws IOException {
    java.nio.file.Path directory = Files.createTempDirectory("log");
    Path path = new Path(directory.toUri());
    CommitLog log = new CommitLog(path, new SmallFiles(path, NO_RETRY), 4);
    Set<String> runs = new LinkedHashSet<>();
    Set<FileCommit> commits = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) == 0) {
        log.add(new RunStart("run-" + i, i == 0 ? null : new RunPoint("run-" + (i - 1), i), i));
        runs.add("run-" + i);
      } else if (steps.get(i) == 3) {
        log.compact();
      } else {
        RunPoint point = new RunPoint("run-0", i);
        List<FileCommit> files = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
          files.add(new FileCommit(point, "/files/张 \"三\"\n-" + i + "-" + n, n, 2 * n));
        }
        for (int n = 0; n < steps.get(i); n++) {
          log.add(point, files);
        }
        commits.addAll(files);
      }
    }
    CommitHistory read = log.read();

    assertThat(read.commits()).containsExactlyInAnyOrderElementsOf(commits);
    assertThat(read.runs().stream().map(RunStart::run).collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(runs);
    delete(directory);
  }

  @Example
  void aLogThatSomebodyCutIsAnErrorThatNamesTheFile() throws IOException {
    java.nio.file.Path directory = Files.createTempDirectory("log");
    Path path = new Path(directory.toUri());
    CommitLog log = new CommitLog(path, new SmallFiles(path, NO_RETRY));
    log.add(new RunStart("run", null, 1));
    java.nio.file.Path file = directory.resolve("run-run.log");
    Files.writeString(file, Files.readString(file).substring(0, 20));

    assertThatThrownBy(log::read).hasMessageContaining("run-run.log is no commit log any more");
    delete(directory);
  }

  static void delete(java.nio.file.Path directory) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(directory)) {
      for (java.nio.file.Path file :
          files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
  }
}
