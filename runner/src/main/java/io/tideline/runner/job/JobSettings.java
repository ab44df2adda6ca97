package io.tideline.runner.job;

import io.tideline.runner.configuration.PipelineConfiguration;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.apache.flink.streaming.api.environment.ExecutionCheckpointingOptions;
import org.apache.flink.table.api.config.TableConfigOptions;

/** A job's parameters in Flink's words. */
public final class JobSettings {

  private final PipelineConfiguration configuration;
  private final String job;

  /**
   * @param job the section of the parameters: capture or deliver
   */
  public JobSettings(PipelineConfiguration configuration, String job) {
    this.configuration = configuration;
    this.job = job;
  }

  /** What belongs to the job on whatever cluster it runs. */
  public Configuration flink() {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, name());
    flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism());
    // Times in SQL mean the same on every machine.
    flink.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    // Nobody keeps or changes a row that it passes on, so no copy is needed between two operators.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    setCheckpoints(flink);
    setRestart(flink);
    return flink;
  }

  /** By which the job is known in a cluster. */
  public String name() {
    return name(job);
  }

  /** The same of a job of the pipeline. */
  public static String name(String job) {
    return "tideline-" + job;
  }

  /**
   * Whether what the job writes again after going back further than it had to does no harm: the
   * gate drops what is in the topic twice, and nobody does so behind the files.
   */
  public boolean mayRepeat() {
    return job.equals("capture");
  }

  public int parallelism() {
    return configuration.integer(job + ".parallelism");
  }

  public int webPort() {
    return configuration.integer(job + ".web.port");
  }

  /** Where the checkpoints are, as a URI. */
  public String stateDirectory() {
    String directory = text("state.directory");
    // Not encoded, which Flink would take literally: a blank stays a blank.
    return directory.startsWith("/") ? "file://" + directory : directory;
  }

  Duration checkpointInterval() {
    return configuration.duration(job + ".checkpoint.interval");
  }

  public int retainedCheckpoints() {
    return configuration.integer(job + ".checkpoint.retained");
  }

  private void setCheckpoints(Configuration flink) {
    flink.set(ExecutionCheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval());
    flink.set(
        ExecutionCheckpointingOptions.CHECKPOINTING_TIMEOUT,
        configuration.duration(job + ".checkpoint.timeout"));
    flink.set(
        ExecutionCheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
        configuration.duration(job + ".checkpoint.minPause"));
    flink.set(
        ExecutionCheckpointingOptions.CHECKPOINTING_MODE,
        CheckpointingMode.valueOf(
            text("checkpoint.mode").toUpperCase(Locale.ROOT).replace('-', '_')));
    flink.set(
        ExecutionCheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // A failed checkpoint is logged and the job goes on; the next one covers it.
    flink.set(
        ExecutionCheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
        configuration.integer(job + ".checkpoint.tolerableFailures"));
    flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, retainedCheckpoints());
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, stateDirectory());
    flink.set(StateBackendOptions.STATE_BACKEND, text("state.backend"));
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, usesDisk());
  }

  private void setRestart(Configuration flink) {
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        configuration.duration(job + ".restart.initialDelay"));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        configuration.duration(job + ".restart.maximumDelay"));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER,
        configuration.decimal(job + ".restart.multiplier"));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR,
        configuration.decimal(job + ".restart.jitter"));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        configuration.duration(job + ".restart.resetAfter"));
    // A system fault ends some day, however long it lasts.
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
  }

  /** Whether the state is RocksDB's, in memory that Flink manages. */
  boolean usesDisk() {
    return text("state.backend").equals("rocksdb");
  }

  private String text(String name) {
    return configuration.text(job + "." + name);
  }
}
