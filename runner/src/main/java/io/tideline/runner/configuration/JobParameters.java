package io.tideline.runner.configuration;

import io.tideline.runner.configuration.type.Choice;
import io.tideline.runner.configuration.type.Decimal;
import io.tideline.runner.configuration.type.Location;
import io.tideline.runner.configuration.type.ParameterType;
import io.tideline.runner.configuration.type.TimeSpan;
import io.tideline.runner.configuration.type.WholeNumber;
import java.util.List;

/** What each of the two jobs has: the section {@code capture} or {@code deliver}. */
final class JobParameters {

  private static final String DIRECTORY =
      "Directory of the checkpoints; all machines of a cluster must reach it.";

  private final String job;
  private final String parallelism;
  private final String interval;

  /**
   * @param parallelism its default
   * @param interval the default time between two checkpoints
   */
  JobParameters(String job, String parallelism, String interval) {
    this.job = job;
    this.parallelism = parallelism;
    this.interval = interval;
  }

  List<Parameter> own() {
    return List.of(
        of("parallelism", new WholeNumber(1, 32768, "instances"))
            .orElse(parallelism)
            .described("How many instances of an operator run at a time."));
  }

  List<Parameter> checkpoint() {
    return List.of(
        of("checkpoint.interval", TimeSpan.between("10 ms", "1 d"))
            .orElse(interval)
            .described("Time from the start of a checkpoint to the start of the next."),
        of("checkpoint.timeout", TimeSpan.between("1 s", "1 d"))
            .orElse("10 min")
            .described("A checkpoint that takes longer fails."),
        of("checkpoint.minPause", TimeSpan.between("0 ms", "1 d"))
            .orElse("0 ms")
            .described(
                "Time from the end of a checkpoint to the start of the next, at least; at most the interval."),
        of("checkpoint.retained", new WholeNumber(1, 1000, "checkpoints"))
            .orElse("3")
            .described(
                "How many of the newest checkpoints are kept. A cluster that others run has its own, Flink's"
                    + " execution.checkpointing.num-retained."),
        of("checkpoint.mode", Choice.of("exactly-once", "at-least-once"))
            .orElse("exactly-once")
            .described(
                "at-least-once waits for no other input of an operator; a restart may then write some rows twice."),
        of("checkpoint.tolerableFailures", new WholeNumber(0, Integer.MAX_VALUE, "checkpoints"))
            .orElse(Integer.toString(Integer.MAX_VALUE))
            .described(
                "How many checkpoints in a row may fail before the job restarts; by default any number. A failed one"
                    + " is logged, and the next covers what it would have."));
  }

  List<Parameter> state() {
    return List.of(
        of("state.backend", Choice.of("hashmap", "rocksdb"))
            .orElse("hashmap")
            .described(
                "Where state lives: on the heap, or with RocksDB on the local disk, which holds more, is slower, and"
                    + " makes checkpoints incremental."),
        of("state.directory", new Location())
            .orElse(".tideline/state/" + job)
            .described(DIRECTORY));
  }

  List<Parameter> restart() {
    return List.of(
        of("restart.initialDelay", delay("1 ms"))
            .orElse("1 s")
            .described("Pause before the restart after a fault. A job is restarted without end."),
        of("restart.multiplier", Decimal.between("1.1", "10"))
            .orElse("2")
            .described("How much longer the pause gets with each further fault."),
        of("restart.maximumDelay", delay("1 ms")).orElse("30 s").described("The longest pause."),
        of("restart.jitter", Decimal.between("0", "1"))
            .orElse("0.1")
            .described(
                "The part by which a pause is made longer or shorter at random, so that jobs that failed together do"
                    + " not come back together."),
        of("restart.resetAfter", TimeSpan.between("10 s", "1 d"))
            .orElse("10 min")
            .described(
                "After running this long without a fault the pause is the initial one again; at least the longest"
                    + " pause."));
  }

  List<Parameter> web() {
    return List.of(
        of("web.port", new WholeNumber(0, 65535))
            .orElse("0")
            .described("Port of Flink's web page of 'tideline run'; 0 takes a free one."));
  }

  private Parameter of(String name, ParameterType type) {
    return Parameter.of(job + "." + name, type);
  }

  private static ParameterType delay(String least) {
    return TimeSpan.between(least, "1 h");
  }
}
