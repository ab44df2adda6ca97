package io.tideline.connector.deadletter;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of 'dead-letters', beside those of 'change-files' that it takes over. */
public final class DeadLettersConnectorOptions {

  /** Where dead letters are kept. */
  public enum Store {
    FILES
  }

  public static final ConfigOption<Store> STORE =
      ConfigOptions.key("store")
          .enumType(Store.class)
          .defaultValue(Store.FILES)
          .withDescription("Where the letters are kept; files: JSON lines below 'path'.");

  public static final ConfigOption<String> PATH =
      ConfigOptions.key("path")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The directory of the letters' files, a URI or a path; a relative path starts at the working directory.");

  public static final ConfigOption<Duration> ROLLING_INTERVAL =
      ConfigOptions.key("rolling.interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "A file is complete when it is this old. It is visible from the next checkpoint on.");

  private DeadLettersConnectorOptions() {}
}
