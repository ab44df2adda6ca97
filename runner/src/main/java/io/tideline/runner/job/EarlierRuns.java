package io.tideline.runner.job;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the checkpoints that earlier runs of a job left behind, once the newest of all runs
 * suffice; savepoints stay. Flink removes only those of the running one. A run's checkpoints need
 * nothing of another run: the first one after a start is always complete in itself.
 */
public final class EarlierRuns {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierRuns.class);

  private final String directory;
  private final int retained;

  /**
   * @param retained how many of the newest checkpoints, of whatever run, stay
   */
  public EarlierRuns(String directory, int retained) {
    this.directory = directory;
    this.retained = retained;
  }

  /** Looks at each interval, in a thread of its own, until this process ends. */
  void removeEvery(Duration interval) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Thread.sleep(interval.toMillis());
                  removeOrLog();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "earlier-runs");
    thread.setDaemon(true);
    thread.start();
  }

  private void removeOrLog() {
    try {
      remove();
    } catch (IOException e) {
      LOG.warn("Checkpoints of earlier runs in {} stay for now: {}", directory, e.toString());
    }
  }

  /**
   * Removes each run whose completed checkpoints are all older than the newest ones. A run without
   * any may just have begun; it stays.
   */
  public void remove() throws IOException {
    List<RestorePoint> checkpoints =
        RestorePoints.in(directory).stream()
            .filter(point -> point.kind() == RestorePoint.Kind.CHECKPOINT)
            .toList();
    Set<Path> kept = new LinkedHashSet<>();
    Set<Path> superseded = new LinkedHashSet<>();
    for (int i = 0; i < checkpoints.size(); i++) {
      (i < retained ? kept : superseded).add(new Path(checkpoints.get(i).path()).getParent());
    }
    superseded.removeAll(kept);
    for (Path run : superseded) {
      LOG.info("Removing the checkpoints of an earlier run, {}", run);
      run.getFileSystem().delete(run, true);
    }
  }
}
