package io.tideline.runner.validation;

import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.job.RestorePoint;
import io.tideline.runner.job.RestorePoints;
import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Statement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.TimeUtils;

/**
 * A gate that forgets keys sooner than the oldest savepoint is old: a start from that one reads
 * again what the gate of later points has forgotten. Looks at a local directory only, for nothing
 * needs to be reached here.
 */
final class ForgottenKeys implements Rule {

  private static final String OPTION = "state.ttl";

  @Override
  public void check(ValidatedJob job, Remarks remarks) {
    String directory = new JobSettings(job.configuration(), job.name()).stateDirectory();
    for (DeclaredTable table : job.compilation().tables()) {
      Statement statement = table.statement().statement();
      // Those that are LIKE another have its option, but it does not stand in them.
      if (ChangesTables.isChanges(table) && statement.findString(OPTION).isPresent()) {
        compare(table.options().get(OPTION), statement, directory).ifPresent(remarks::warning);
      }
    }
  }

  private static Optional<ScriptProblem> compare(
      String value, Statement statement, String directory) {
    int place = statement.findValue(OPTION).orElse(statement.start());
    Duration timeToLive;
    try {
      timeToLive = TimeUtils.parseDuration(value);
    } catch (IllegalArgumentException e) {
      // A mistake that the connector has told of.
      return Optional.empty();
    }
    try {
      return oldest(directory)
          .filter(
              savepoint ->
                  Duration.between(savepoint.completedAt(), Instant.now()).compareTo(timeToLive)
                      > 0)
          .map(
              savepoint ->
                  statement.problemAt(
                      place,
                      "'%s' is shorter than the oldest savepoint is old (%s, of %s); a start from there"
                              .formatted(OPTION, savepoint.path(), savepoint.completedAt())
                          + " may deliver twice what the gate has forgotten",
                      "make it longer, or remove the savepoint"));
    } catch (IOException e) {
      return Optional.of(
          statement.problemAt(
              place,
              "not compared with the oldest savepoint, for "
                  + directory
                  + " cannot be listed: "
                  + e,
              "mend the directory's rights"));
    }
  }

  private static Optional<RestorePoint> oldest(String directory) throws IOException {
    if (new Path(directory).getFileSystem().isDistributedFS()) {
      return Optional.empty();
    }
    return RestorePoints.in(directory).stream()
        .filter(point -> point.kind() == RestorePoint.Kind.SAVEPOINT)
        .min(Comparator.comparing(RestorePoint::completedAt));
  }
}
