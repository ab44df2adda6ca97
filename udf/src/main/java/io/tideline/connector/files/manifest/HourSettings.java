package io.tideline.connector.files.manifest;

import io.tideline.connector.files.commit.SmallFiles;
import io.tideline.connector.files.sink.WriteRetry;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.core.fs.Path;

/** Of which table complete hours are told, where, and how long after their end. */
public final class HourSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Path table;
  private final Duration delay;
  private final WriteRetry retry;

  /**
   * @param table the directory of the table's files
   * @param delay how long after its end an hour is taken for over
   */
  public HourSettings(Path table, Duration delay, WriteRetry retry) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("complete-hours.delay must not be negative: " + delay);
    }
    this.table = new Path(table.toString());
    this.delay = delay;
    this.retry = retry;
  }

  public Duration delay() {
    return delay;
  }

  public CompleteHours open() throws IOException {
    SmallFiles files = new SmallFiles(table, retry);
    Path directory = new Path(new Path(table.getParent(), "_manifests"), table.getName());
    return new CompleteHours(
        new HourLedger(delay.toMillis()), new Manifests(table.getName(), directory, files), files);
  }
}
