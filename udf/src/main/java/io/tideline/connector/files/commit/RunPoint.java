package io.tideline.connector.files.commit;

import java.util.Objects;

/**
 * A place in the life of a job: a checkpoint of one of its runs. Each start of the job, also after
 * a failure, is a run of its own, as checkpoints of two runs may have the same number.
 */
public final class RunPoint {

  private final String run;
  private final long checkpoint;

  public RunPoint(String run, long checkpoint) {
    this.run = Objects.requireNonNull(run);
    this.checkpoint = checkpoint;
  }

  public String run() {
    return run;
  }

  public long checkpoint() {
    return checkpoint;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RunPoint
        && run.equals(((RunPoint) o).run)
        && checkpoint == ((RunPoint) o).checkpoint;
  }

  @Override
  public int hashCode() {
    return Objects.hash(run, checkpoint);
  }

  @Override
  public String toString() {
    return "checkpoint " + checkpoint + " of run " + run;
  }
}
