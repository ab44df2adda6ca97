package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.DataHubConnectorOptions.LengthCheck;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each option that a DDL sets, but that does nothing here, why it does nothing. */
final class OptionsWithoutEffect {

  private static final Logger LOG = LoggerFactory.getLogger(OptionsWithoutEffect.class);

  private OptionsWithoutEffect() {}

  static void logOfSource(ReadableConfig options, String table) {
    ofSource(options).forEach(line -> LOG.info("Table {}: {}", table, line));
  }

  static void logOfSink(ReadableConfig options, String table) {
    ofSink(options).forEach(line -> LOG.info("Table {}: {}", table, line));
  }

  static List<String> ofSource(ReadableConfig options) {
    List<String> lines = new ArrayList<>();
    if (isSet(options, DataHubConnectorOptions.MAX_BUFFER_SIZE)) {
      lines.add(
          line(
              DataHubConnectorOptions.MAX_BUFFER_SIZE,
              "how much a reader holds follows from 'maxFetchSize'"));
    }
    if (isSet(options, DataHubConnectorOptions.LENGTH_CHECK)
        && options.get(DataHubConnectorOptions.LENGTH_CHECK) != LengthCheck.PAD) {
      lines.add(
          line(
              DataHubConnectorOptions.LENGTH_CHECK,
              "columns are found by name, and a record without a value for one has NULL there, as with PAD"));
    }
    return lines;
  }

  static List<String> ofSink(ReadableConfig options) {
    return isSet(options, DataHubConnectorOptions.SCHEMA_VERSION)
        ? List.of(
            line(
                DataHubConnectorOptions.SCHEMA_VERSION,
                "records are written with the topic's current schema"))
        : List.of();
  }

  private static boolean isSet(ReadableConfig options, ConfigOption<?> option) {
    return options.getOptional(option).isPresent();
  }

  private static String line(ConfigOption<?> option, String why) {
    return "option '" + option.key() + "' has no effect here: " + why;
  }
}
