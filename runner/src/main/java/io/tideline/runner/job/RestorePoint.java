package io.tideline.runner.job;

import java.time.Instant;

/**
 * What a job can go on from.
 *
 * @param path its directory, as a URI
 * @param completedAt when its metadata was written, which is last of all
 * @param number counts on over restarts
 */
public record RestorePoint(Kind kind, String path, Instant completedAt, long number) {

  /** By whom it was asked for: Flink keeps a savepoint until somebody removes it. */
  public enum Kind {
    CHECKPOINT,
    SAVEPOINT
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + path;
  }
}
