package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.DataHubConnectorOptions.LengthCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each option that a DDL sets, but that does nothing here, why it does nothing. */
public final class OptionsWithoutEffect {

  private static final Logger LOG = LoggerFactory.getLogger(OptionsWithoutEffect.class);

  private OptionsWithoutEffect() {}

  static void logOfSource(ReadableConfig options, String table) {
    ofSource(options).forEach(line -> LOG.info("Table {}: {}", table, line));
  }

  static void logOfSink(ReadableConfig options, String table) {
    ofSink(options).forEach(line -> LOG.info("Table {}: {}", table, line));
  }

  static List<String> ofSource(ReadableConfig options) {
    return lines(reasonsOfSource(options));
  }

  static List<String> ofSink(ReadableConfig options) {
    return lines(reasonsOfSink(options));
  }

  /** Each option that a source does nothing with, and why. */
  public static Map<String, String> reasonsOfSource(ReadableConfig options) {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (isSet(options, DataHubConnectorOptions.MAX_BUFFER_SIZE)) {
      reasons.put(
          DataHubConnectorOptions.MAX_BUFFER_SIZE.key(),
          "how much a reader holds follows from 'maxFetchSize'");
    }
    if (isSet(options, DataHubConnectorOptions.LENGTH_CHECK)
        && options.get(DataHubConnectorOptions.LENGTH_CHECK) != LengthCheck.PAD) {
      reasons.put(
          DataHubConnectorOptions.LENGTH_CHECK.key(),
          "columns are found by name, and a record without a value for one has NULL there, as with PAD");
    }
    return reasons;
  }

  /** The same for a sink. */
  public static Map<String, String> reasonsOfSink(ReadableConfig options) {
    return isSet(options, DataHubConnectorOptions.SCHEMA_VERSION)
        ? Map.of(
            DataHubConnectorOptions.SCHEMA_VERSION.key(),
            "records are written with the topic's current schema")
        : Map.of();
  }

  private static boolean isSet(ReadableConfig options, ConfigOption<?> option) {
    return options.getOptional(option).isPresent();
  }

  private static List<String> lines(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .map(entry -> "option '" + entry.getKey() + "' has no effect here: " + entry.getValue())
        .collect(Collectors.toList());
  }
}
