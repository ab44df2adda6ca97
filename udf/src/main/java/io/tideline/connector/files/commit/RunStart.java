package io.tideline.connector.files.commit;

import java.util.Objects;
import java.util.Optional;

/** That a run began, and from where. */
public final class RunStart {

  private final String run;
  private final RunPoint parent;
  private final long startedAt;

  /**
   * @param parent the point that it was started from; null for none
   * @param startedAt milliseconds since the epoch
   */
  public RunStart(String run, RunPoint parent, long startedAt) {
    this.run = Objects.requireNonNull(run);
    this.parent = parent;
    this.startedAt = startedAt;
  }

  public String run() {
    return run;
  }

  public Optional<RunPoint> parent() {
    return Optional.ofNullable(parent);
  }

  public long startedAt() {
    return startedAt;
  }
}
