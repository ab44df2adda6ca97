package io.tideline.local.datahub.quota;

import java.time.Duration;

/**
 * How much a shard takes, beyond the limits of one request, which always hold.
 *
 * @param requestsPerSecond puts into one shard, whatever the number of their records; 0 for no
 *     limit
 * @param bytesPerSecond bytes of records put into one shard, uncompressed; 0 for no limit
 * @param reshardWait how old a shard must be to be split or merged
 */
public record Quotas(int requestsPerSecond, int bytesPerSecond, Duration reshardWait) {
  /** No limits. */
  public static final Quotas NONE = new Quotas(0, 0, Duration.ZERO);

  /** What the service documents. */
  public static final Quotas SERVICE = new Quotas(2_000, 5 * 1024 * 1024, Duration.ofSeconds(5));

  public Quotas {
    if (requestsPerSecond < 0 || bytesPerSecond < 0 || reshardWait.isNegative()) {
      throw new IllegalArgumentException(
          "Quotas are 0, for none, or more; not "
              + requestsPerSecond
              + " requests/s, "
              + bytesPerSecond
              + " bytes/s and "
              + reshardWait
              + ".");
    }
  }

  public Quotas withRequestsPerSecond(int requests) {
    return new Quotas(requests, bytesPerSecond, reshardWait);
  }

  public Quotas withBytesPerSecond(int bytes) {
    return new Quotas(requestsPerSecond, bytes, reshardWait);
  }

  boolean limitWrites() {
    return requestsPerSecond > 0 || bytesPerSecond > 0;
  }
}
