package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.RetrySettings;
import java.io.Serializable;
import java.time.Duration;

/** How a sink sends: the size of requests, how they are repeated, how it follows its shards. */
public final class SinkSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final BatchLimits limits;
  private final RetrySettings retry;
  private final Duration discoveryInterval;

  /**
   * @param discoveryInterval between two looks for new shards
   * @throws IllegalArgumentException when that is not positive
   */
  public SinkSettings(BatchLimits limits, RetrySettings retry, Duration discoveryInterval) {
    if (discoveryInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "option 'shardDiscoveryInterval' is 1 ms or more, not " + discoveryInterval);
    }
    this.limits = limits;
    this.retry = retry;
    this.discoveryInterval = discoveryInterval;
  }

  BatchLimits limits() {
    return limits;
  }

  RetrySettings retry() {
    return retry;
  }

  Duration discoveryInterval() {
    return discoveryInterval;
  }
}
