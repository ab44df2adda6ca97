package io.tideline.connector.changes;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of 'changes' beside those of the 'datahub' source that it reads. */
public final class ChangesConnectorOptions {

  public static final ConfigOption<String> STREAM =
      ConfigOptions.key("stream")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Name of the stream: all tables of one name share the source and the gate, and the job keeps their"
                  + " state under it. Letters, digits, '-' and '_'.");

  public static final ConfigOption<String> TABLE =
      ConfigOptions.key("table")
          .stringType()
          .noDefaultValue()
          .withDescription("Whose changes are the rows, as database.table.");

  public static final ConfigOption<Boolean> UNDELIVERABLE =
      ConfigOptions.key("undeliverable")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the rows are the events that cannot be delivered; takes the place of 'table'.");

  public static final ConfigOption<String> UNROUTED_TABLES =
      ConfigOptions.key("unrouted-tables")
          .stringType()
          .defaultValue("")
          .withDescription(
              "A regular expression over database.table: changes of these tables are counted and passed over when"
                  + " nothing reads them. Changes of any other table that nothing reads are a finding.");

  private ChangesConnectorOptions() {}
}
