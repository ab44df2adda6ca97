package io.tideline.connector.datahub.source;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;

/**
 * When a read with an end time is over. The service stamps records with its own clock, so that
 * clock decides: it refuses a cursor for a time that is yet to come. Whatever it takes after it has
 * given one out is of the end time or later.
 */
public final class EndTime {

  /** How far the two clocks may be apart where the service refuses the cursor for other reasons. */
  public static final long CLOCK_SKEW_MS = 60_000;

  private EndTime() {}

  /**
   * Whether the service takes no more record from before that time.
   *
   * @param shardId of any shard of the topic
   */
  public static boolean passed(DataHubClient client, String shardId, long endTime)
      throws DataHubException {
    long now = System.currentTimeMillis();
    if (now > endTime + CLOCK_SKEW_MS) {
      return true;
    }
    if (now <= endTime) {
      return false;
    }
    try {
      client.atTime(shardId, endTime);
      return true;
    } catch (DataHubException e) {
      if (e.reason() == Reason.OUT_OF_RANGE) {
        return false;
      }
      throw e;
    }
  }
}
