package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.log.LogLost;
import io.tideline.connector.oceanbase.reader.ReaderOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What 'oceanbase-cdc' takes beyond the options of upstream's connector. */
public final class OceanBaseConnectorOptions {

  public static final ConfigOption<Boolean> CHANGES_AS_EVENTS =
      ConfigOptions.key("changes-as-events")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the table holds every change of every matching database table as one"
                  + " inserted row, an event with its images as JSON, read over one connection."
                  + " 'table-name' is then a comma-separated list of regular expressions over"
                  + " database.table, such as 'shop\\..*', and"
                  + " 'scan.incremental.snapshot.chunk.key-column' a list"
                  + " 'database.table:column;…' for tables without a primary key. Otherwise the"
                  + " table is that of upstream's connector.");

  public static final ConfigOption<String> SOURCE_NAME =
      ConfigOptions.key("source-name")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Names this database in the events and their ids; required with changes-as-events."
                  + " Two databases whose events meet need two names.");

  public static final ConfigOption<Integer> LOG_EPOCH =
      ConfigOptions.key("log-epoch")
          .intType()
          .defaultValue(1)
          .withDescription(
              "The first part of every position, 0 to 9999. Larger by one for a new snapshot after"
                  + " the database's log began to number its files from the start again; it grows by"
                  + " itself with 'log-lost' = 'oldest', and is kept in the job's state.");

  public static final ConfigOption<LogLost> LOG_LOST =
      ConfigOptions.key("log-lost")
          .enumType(LogLost.class)
          .defaultValue(LogLost.FAIL)
          .withDescription(
              "What to do when the log cannot be read on from where capture stands: purged, begun"
                  + " anew, or another server's.");

  public static final ConfigOption<Integer> SNAPSHOT_ROWS_PER_SECOND =
      ConfigOptions.key("scan.snapshot.rows-per-second")
          .intType()
          .defaultValue(ReaderOptions.UNLIMITED)
          .withDescription(
              "How many rows a second each reader of a snapshot reads at most, on the average: it"
                  + " begins a chunk ('scan.incremental.snapshot.chunk.size') only when the rows of"
                  + " the one before are allowed; 0 for no limit. The log is read as fast as ever.");

  /** All of them, for a factory's optional options. */
  public static Set<ConfigOption<?>> all() {
    return new LinkedHashSet<>(
        List.of(CHANGES_AS_EVENTS, SOURCE_NAME, LOG_LOST, LOG_EPOCH, SNAPSHOT_ROWS_PER_SECOND));
  }

  private OceanBaseConnectorOptions() {}
}
