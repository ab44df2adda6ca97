package io.tideline.connector.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;

class FailureLogProperties {

  /** P19: every failure is one line with its job, operator, subtask, attempt and all its causes. */
  @Property(tries = 100)
  void aFailureIsALineWithItsPlaceAndItsCauses(
      @ForAll @AlphaChars @NotEmpty String operator,
      @ForAll @IntRange(min = 0, max = 999) int subtask,
      @ForAll @IntRange(min = 0, max = 999) int attempt,
      @ForAll @Size(min = 1, max = 5) List<@AlphaChars @NotEmpty String> causes) {
    try (Lines lines = new Lines()) {
      RecoveryCoordinator coordinator = new RecoveryCoordinator(operator, new NamedJob());
      coordinator.start();
      Throwable failure = null;
      for (String cause : causes) {
        failure = new IllegalStateException("shard 3, position " + cause, failure);
      }

      coordinator.executionAttemptFailed(subtask, attempt, failure);
      // Told to stop because of the other: no failure of its own.
      coordinator.executionAttemptFailed(subtask + 1, attempt, null);

      assertThat(lines.all).hasSize(1);
      LogEvent line = lines.all.get(0);
      assertThat(line.getLevel()).isEqualTo(Level.WARN);
      assertThat(line.getMessage().getFormattedMessage())
          .startsWith(
              "job tideline-deliver (0af3): operator "
                  + operator
                  + ", subtask "
                  + subtask
                  + ", attempt "
                  + attempt
                  + " failed: ")
          .contains(
              causes.stream()
                  .map(cause -> "shard 3, position " + cause)
                  .collect(Collectors.toList()));
    }
  }

  /** P19: a restart for another operator's failure is a line, too, but one a recovery. */
  @Property(tries = 100)
  void aStopForAnotherOperatorsFailureIsOneLine(
      @ForAll @AlphaChars @NotEmpty String operator,
      @ForAll @IntRange(min = 1, max = 20) int subtasks,
      @ForAll @IntRange(min = 1, max = 5) int recoveries) {
    try (Lines lines = new Lines()) {
      RecoveryCoordinator coordinator = new RecoveryCoordinator(operator, new NamedJob());
      coordinator.start();

      for (int attempt = 0; attempt < recoveries; attempt++) {
        for (int subtask = 0; subtask < subtasks; subtask++) {
          coordinator.executionAttemptFailed(subtask, attempt, null);
        }
        for (int subtask = 0; subtask < subtasks; subtask++) {
          coordinator.handleEventFromOperator(subtask, attempt + 1, TaskEvent.RUNS);
          coordinator.handleEventFromOperator(subtask, attempt + 1, TaskEvent.FIRST_RECORD);
        }
      }

      assertThat(lines.all)
          .hasSize(recoveries)
          .allSatisfy(
              line ->
                  assertThat(line.getMessage().getFormattedMessage())
                      .startsWith(
                          "job tideline-deliver (0af3): operator " + operator + " is stopped")
                      .contains("another operator"));
    }
  }

  /** The job as its metrics know it. */
  private static final class NamedJob extends UnregisteredMetricsGroup {
    @Override
    public Map<String, String> getAllVariables() {
      return Map.of("<job_name>", "tideline-deliver", "<job_id>", "0af3");
    }
  }

  /** What the coordinator logs. */
  private static final class Lines extends AbstractAppender implements AutoCloseable {

    private final List<LogEvent> all = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LogManager.getLogger(RecoveryCoordinator.class);

    private Lines() {
      super("lines", null, null, true, org.apache.logging.log4j.core.config.Property.EMPTY_ARRAY);
      start();
      logger.addAppender(this);
      logger.setLevel(Level.WARN);
    }

    @Override
    public void append(LogEvent event) {
      all.add(event.toImmutable());
    }

    @Override
    public void close() {
      logger.removeAppender(this);
      stop();
    }
  }
}
