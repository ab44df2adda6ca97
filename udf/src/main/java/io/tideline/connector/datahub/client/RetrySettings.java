package io.tideline.connector.datahub.client;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How a request is sent again: after a fault a few times, while a limit is exceeded or shards are
 * not ready as long as it takes, and everything together no longer than the timeout.
 */
public final class RetrySettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int count;
  private final Duration delay;
  private final Duration limitDelay;
  private final Duration timeout;

  /**
   * @param count attempts after the first
   * @param limitDelay time between attempts while a limit is exceeded or shards are not ready
   * @param timeout bounds all attempts together
   */
  public RetrySettings(int count, Duration delay, Duration limitDelay, Duration timeout) {
    this.count = count;
    this.delay = delay;
    this.limitDelay = limitDelay;
    this.timeout = timeout;
  }

  /**
   * @throws IllegalArgumentException naming the option that has a value it cannot have
   */
  public static RetrySettings fromOptions(ReadableConfig options) {
    int count = options.get(DataHubConnectorOptions.RETRY_COUNT);
    if (count < 0) {
      throw new IllegalArgumentException("option 'retryCount' is 0 or more, not " + count);
    }
    Duration timeout = options.get(DataHubConnectorOptions.RETRY_TIMEOUT);
    if (timeout.isZero()) {
      throw new IllegalArgumentException("option 'retryTimeout' must be greater than 0");
    }
    return new RetrySettings(
        count,
        options.get(DataHubConnectorOptions.RETRY_DELAY),
        options.get(DataHubConnectorOptions.RETRY_INTERVAL),
        timeout);
  }

  /**
   * The result of the first attempt that passes. Blocks between attempts.
   *
   * @param onRetry told of each fault that leads to another attempt
   * @throws IOException of the last attempt; of the first that cannot pass later
   */
  public <T> T call(CheckedSupplier<T> request, Consumer<DataHubException> onRetry)
      throws IOException {
    try {
      return Failsafe.with(policies(onRetry)).get(request);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("stopped between two attempts");
      }
      throw e;
    }
  }

  /** The waits without end first, then that with one. */
  List<RetryPolicy<Object>> policies(Consumer<DataHubException> onRetry) {
    return List.of(
        policy(Set.of(Reason.LIMIT_EXCEEDED, Reason.NOT_READY), -1, limitDelay, onRetry),
        policy(Set.of(Reason.UNAVAILABLE), count, delay, onRetry));
  }

  private RetryPolicy<Object> policy(
      Set<Reason> reasons, int retries, Duration delay, Consumer<DataHubException> onRetry) {
    return RetryPolicy.builder()
        .handleIf(
            fault ->
                fault instanceof DataHubException
                    && reasons.contains(((DataHubException) fault).reason()))
        .withMaxRetries(retries)
        .withMaxDuration(timeout)
        .withDelay(!delay.isZero() && delay.compareTo(timeout) < 0 ? delay : Duration.ofNanos(1))
        .onRetry(event -> onRetry.accept((DataHubException) event.getLastException()))
        .build();
  }
}
