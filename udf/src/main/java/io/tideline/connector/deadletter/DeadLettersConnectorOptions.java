package io.tideline.connector.deadletter;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of 'dead-letters', beside those of 'change-files' that it takes over. */
public final class DeadLettersConnectorOptions {

  /** Where dead letters are kept. */
  public enum Store {
    FILES,
    JDBC
  }

  public static final ConfigOption<Store> STORE =
      ConfigOptions.key("store")
          .enumType(Store.class)
          .defaultValue(Store.FILES)
          .withDescription(
              "Where the letters are kept. files: JSON lines in the directory 'path'. jdbc: a table of a database that "
                  + "speaks MySQL (OceanBase, MySQL, MariaDB), which is made where it is missing.");

  public static final ConfigOption<String> PATH =
      ConfigOptions.key("path")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "For files, which need it: their directory, a URI or a path; a relative path starts at the working directory. "
                  + "The letters of all who write into it are read, also those of the sinks 'datahub' and 'change-files'.");

  public static final ConfigOption<Duration> ROLLING_INTERVAL =
      ConfigOptions.key("rolling.interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "For files: one is complete when it is this old. It is visible from the next checkpoint on.");

  public static final ConfigOption<String> URL =
      ConfigOptions.key("url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "For jdbc, which needs it: jdbc:mysql://host:port/database. Its driver is in Flink's lib/.");

  public static final ConfigOption<String> TABLE_NAME =
      ConfigOptions.key("table-name")
          .stringType()
          .defaultValue("dead_letters")
          .withDescription("For jdbc: the table, or database.table. Letters, digits, _ and $.");

  public static final ConfigOption<String> USERNAME =
      ConfigOptions.key("username")
          .stringType()
          .noDefaultValue()
          .withDescription("For jdbc: the user; ${env:NAME} and ${file:PATH} are resolved.");

  public static final ConfigOption<String> PASSWORD =
      ConfigOptions.key("password")
          .stringType()
          .noDefaultValue()
          .withDescription("For jdbc: the password, as ${env:NAME} or ${file:PATH}.");

  private DeadLettersConnectorOptions() {}
}
