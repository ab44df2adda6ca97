package io.tideline.connector.datahub.source;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.DataHubConnectorOptions.CommitRefused;
import io.tideline.connector.datahub.DataHubConnectorOptions.OffsetExpired;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.RetrySettings;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** How to read: the source's options, checked. */
public final class SourceSettings implements Serializable {

  /** Stands for a start or end time that is not set. */
  public static final long UNSET = Long.MIN_VALUE;

  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private final String subscription;
  private final boolean bounded;
  private final StartPosition start;
  private final long endTime;
  private final int fetchSize;
  private final long idleDelay;
  private final long discoveryInterval;
  private final OffsetExpired offsetExpired;
  private final EnumSet<Reason> fatalRefusals = EnumSet.noneOf(Reason.class);
  private final RetrySettings retry;

  private SourceSettings(ReadableConfig options, boolean bounded) {
    this.subscription = options.get(DataHubConnectorOptions.SUB_ID);
    this.bounded = bounded;
    this.start = StartPosition.fromOptions(options, bounded);
    this.endTime = time(options, DataHubConnectorOptions.END_TIME);
    this.fetchSize = options.get(DataHubConnectorOptions.MAX_FETCH_SIZE);
    this.idleDelay = options.get(DataHubConnectorOptions.FETCH_LATEST_DELAY).toMillis();
    this.discoveryInterval =
        options.get(DataHubConnectorOptions.SHARD_DISCOVERY_INTERVAL).toMillis();
    this.offsetExpired = options.get(DataHubConnectorOptions.OFFSET_EXPIRED);
    failOn(options, DataHubConnectorOptions.OFFSET_RESET, Reason.OFFSET_RESET);
    failOn(options, DataHubConnectorOptions.SESSION_LOST, Reason.SESSION_LOST);
    failOn(options, DataHubConnectorOptions.SUBSCRIPTION_LOST, Reason.SUBSCRIPTION_OFFLINE);
    failOn(options, DataHubConnectorOptions.SUBSCRIPTION_LOST, Reason.NOT_FOUND);
    this.retry = RetrySettings.fromOptions(options);
    require(
        subscription != null && !subscription.isEmpty(),
        "option 'subId' is needed to read a topic: the id or the comment of a subscription");
    require(
        fetchSize >= 1 && fetchSize <= 1000,
        "option 'maxFetchSize' is 1 to 1000, not " + fetchSize);
    require(idleDelay > 0, "option 'fetchLatestDelay' must be greater than 0");
    require(discoveryInterval > 0, "option 'shardDiscoveryInterval' must be greater than 0");
  }

  private void failOn(ReadableConfig options, ConfigOption<CommitRefused> option, Reason refusal) {
    if (options.get(option) == CommitRefused.FAIL) {
      fatalRefusals.add(refusal);
    }
  }

  /**
   * @throws IllegalArgumentException naming the option, its value and what it can be
   */
  public static SourceSettings fromOptions(ReadableConfig options, boolean bounded) {
    return new SourceSettings(options, bounded);
  }

  public String subscription() {
    return subscription;
  }

  /** Whether to end at each shard's newest record as of the start. */
  public boolean bounded() {
    return bounded;
  }

  /** Whether the read ends at all. */
  public boolean ends() {
    return bounded || endTime != UNSET;
  }

  /** Where a job without a checkpoint begins. */
  public StartPosition start() {
    return start;
  }

  /** In milliseconds since the epoch, exclusive, or {@link #UNSET}. */
  public long endTime() {
    return endTime;
  }

  public int fetchSize() {
    return fetchSize;
  }

  /** Milliseconds. */
  public long idleDelay() {
    return idleDelay;
  }

  /** Milliseconds. */
  public long discoveryInterval() {
    return discoveryInterval;
  }

  public OffsetExpired offsetExpired() {
    return offsetExpired;
  }

  /** Whether the job ends when a commit is refused for that reason. */
  public boolean failsOnRefused(Reason refusal) {
    return fatalRefusals.contains(refusal);
  }

  public RetrySettings retry() {
    return retry;
  }

  static long time(ReadableConfig options, ConfigOption<String> option) {
    String text = options.get(option);
    if (text == null) {
      return UNSET;
    }
    try {
      ZoneId zone = DataHubConnectorOptions.zone(options);
      return LocalDateTime.parse(text, TIME).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "option '" + option.key() + "' is a time like 2026-11-23 15:00:00, not '" + text + "'",
          e);
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
