package io.tideline.runner.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A job's status for people. */
final class StatusLines {

  private final Map<String, Object> status;
  private final StringJoiner lines = new StringJoiner(System.lineSeparator());

  /**
   * @param status as {@code --json} has it
   */
  StatusLines(Map<String, Object> status) {
    this.status = status;
    if (status.get("state") == null) {
      lines.add(status.get("job") + ": not on this cluster");
      return;
    }
    lines.add(
        "%s: %s for %s, job %s"
            .formatted(
                status.get("job"),
                status.get("state"),
                age(status.get("since")),
                status.get("id")));
    line(
        "tasks",
        "%s of %s running, %s restarts since the start %s ago",
        status.get("tasksRunning"),
        status.get("tasks"),
        status.get("restarts") == null ? "unknown" : status.get("restarts"),
        age(status.get("startedAt")));
    addCheckpoints(map("checkpoints"));
    addMetrics(map("metrics"));
    addFailures((List<?>) status.get("failures"));
  }

  private void addCheckpoints(Map<?, ?> checkpoints) {
    if (checkpoints.get("restoredFrom") != null) {
      line("resumed", "from %s", checkpoints.get("restoredFrom"));
    }
    String newest = "none yet";
    if (checkpoints.get("newest") instanceof Map<?, ?> one) {
      newest =
          "number %s %s ago, took %s ms, %,d bytes"
              .formatted(
                  one.get("number"),
                  age(one.get("completedAt")),
                  one.get("durationMs"),
                  one.get("stateBytes"));
    }
    line(
        "checkpoints",
        "%s completed, %s failed; newest: %s",
        checkpoints.get("completed"),
        checkpoints.get("failed"),
        newest);
    if (checkpoints.get("lastFailure") instanceof Map<?, ?> last) {
      line(
          "",
          "number %s failed %s ago: %s",
          last.get("number"),
          age(last.get("failedAt")),
          last.get("reason"));
    }
  }

  private void addMetrics(Map<?, ?> metrics) {
    if (metrics.get("maxLagMillis") instanceof Long lag && lag >= 0) {
      line(
          "behind",
          "%,d ms, %,d records in the shard that is furthest behind",
          lag,
          metrics.get("maxLagRecords"));
    } else if (metrics.get("currentFetchEventTimeLag") instanceof Long lag && lag >= 0) {
      line("behind", "%,d ms", lag);
    }
    if (metrics.get("recoveringMs") instanceof Long since && since > 0) {
      line("recovery", "under way for %,d ms", since);
    } else if (metrics.get("lastRunningMs") instanceof Long running && running > 0) {
      line(
          "recovery",
          "the last one took %,d ms from the failure until all tasks ran, %s",
          running,
          metrics.get("lastRecoveryMs") instanceof Long first && first > 0
              ? "%,d ms to the first record".formatted(first)
              : "no record has come since");
    }
  }

  private void addFailures(List<?> failures) {
    for (Object failure : failures) {
      Map<?, ?> one = (Map<?, ?>) failure;
      line(
          "failure",
          "%s ago%s: %s",
          age(one.get("at")),
          one.get("task") == null ? "" : " in " + one.get("task"),
          one.get("reason"));
    }
  }

  private Map<?, ?> map(String key) {
    return (Map<?, ?>) status.get(key);
  }

  private void line(String label, String form, Object... values) {
    lines.add("  %-12s %s".formatted(label, form.formatted(values)));
  }

  private static String age(Object instant) {
    return Ages.words(Duration.between(Instant.parse((String) instant), Instant.now()));
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
