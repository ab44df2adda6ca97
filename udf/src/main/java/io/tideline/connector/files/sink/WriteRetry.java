package io.tideline.connector.files.sink;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries an operation on files again when it fails, a few times, with a pause before each. */
public final class WriteRetry implements Serializable {

  /** Something that the file system may refuse for now. */
  public interface Action<T> {
    T run() throws IOException;
  }

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(WriteRetry.class);

  private final int retries;
  private final Duration delay;

  /** Of the task that runs it; none before. */
  private final transient Counter counter;

  /**
   * @param retries after the first attempt; 0 for none
   */
  public WriteRetry(int retries, Duration delay) {
    if (retries < 0 || delay.isNegative()) {
      throw new IllegalArgumentException(
          "write.retries and write.retry-delay must not be negative: " + retries + ", " + delay);
    }
    this.retries = retries;
    this.delay = delay;
    this.counter = null;
  }

  private WriteRetry(WriteRetry retry, Counter counter) {
    this.retries = retry.retries;
    this.delay = retry.delay;
    this.counter = counter;
  }

  /** The same, counting each attempt after the first. */
  WriteRetry counted(Counter attempts) {
    return new WriteRetry(this, attempts);
  }

  /**
   * @param what names operation and file, for the log and the error
   * @throws IOException the last failure, after all attempts
   */
  public <T> T call(String what, Action<T> action) throws IOException {
    for (int failures = 0; ; ) {
      try {
        return action.run();
      } catch (IOException e) {
        failures++;
        if (failures > retries) {
          throw new IOException(
              String.format("%s failed %d times, last: %s", what, failures, e.getMessage()), e);
        }
        if (counter != null) {
          counter.inc();
        }
        LOG.warn(
            "{} failed ({} of {} attempts), again in {} ms",
            what,
            failures,
            retries + 1,
            delay.toMillis(),
            e);
        pause(what);
      }
    }
  }

  private void pause(String what) throws IOException {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(what + " was interrupted while waiting to try again");
    }
  }
}
