package io.tideline.connector.datahub.source;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.DataHubConnectorOptions.StartFrom;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Where a job without a checkpoint begins. */
public final class StartPosition implements Serializable {

  private static final long serialVersionUID = 1L;

  private final StartFrom from;
  private final long time;
  private final LinkedHashMap<String, Long> sequences;

  private StartPosition(StartFrom from, long time, LinkedHashMap<String, Long> sequences) {
    this.from = from;
    this.time = time;
    this.sequences = sequences;
  }

  /**
   * @param bounded a read of all there is begins at the oldest record unless told otherwise
   * @throws IllegalArgumentException when an option has a value it cannot have, or two exclude each
   *     other
   */
  static StartPosition fromOptions(ReadableConfig options, boolean bounded) {
    long time =
        options
            .getOptional(DataHubConnectorOptions.START_TIME_MS)
            .orElseGet(() -> SourceSettings.time(options, DataHubConnectorOptions.START_TIME));
    StartFrom from =
        options
            .getOptional(DataHubConnectorOptions.START_FROM)
            .orElse(bounded ? StartFrom.OLDEST : StartFrom.COMMITTED);
    LinkedHashMap<String, Long> sequences = sequences(options);
    if (time != SourceSettings.UNSET) {
      ConfigOption<?> timeOption =
          options.getOptional(DataHubConnectorOptions.START_TIME_MS).isPresent()
              ? DataHubConnectorOptions.START_TIME_MS
              : DataHubConnectorOptions.START_TIME;
      refuse(options, DataHubConnectorOptions.START_FROM, timeOption);
      refuse(options, DataHubConnectorOptions.START_SEQUENCES, timeOption);
    }
    return new StartPosition(from, time, sequences);
  }

  private static void refuse(
      ReadableConfig options, ConfigOption<?> option, ConfigOption<?> timeOption) {
    if (options.getOptional(option).isPresent()) {
      throw new IllegalArgumentException(
          "options '"
              + option.key()
              + "' and '"
              + timeOption.key()
              + "' both say where to start; set one of them");
    }
  }

  private static LinkedHashMap<String, Long> sequences(ReadableConfig options) {
    LinkedHashMap<String, Long> sequences = new LinkedHashMap<>();
    String text = options.get(DataHubConnectorOptions.START_SEQUENCES);
    if (text == null) {
      return sequences;
    }
    for (String pair : text.split(",")) {
      String[] parts = pair.trim().split("\\s*:\\s*", -1);
      try {
        long shard = Long.parseUnsignedLong(parts[0]);
        long sequence = Long.parseUnsignedLong(parts[1]);
        if (parts.length != 2 || sequence < 0) {
          throw new NumberFormatException();
        }
        if (sequences.put(Long.toString(shard), sequence) != null) {
          throw new IllegalArgumentException(
              "option 'startSequences' names shard " + shard + " twice");
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "option 'startSequences' is a list like 0:1234,1:99 of shard and sequence, not '"
                + text
                + "'",
            e);
      }
    }
    return sequences;
  }

  /** For shards that have no sequence of their own, unless a time is set. */
  public StartFrom from() {
    return from;
  }

  /** In milliseconds since the epoch, or {@link SourceSettings#UNSET}. */
  public long time() {
    return time;
  }

  public boolean isTime() {
    return time != SourceSettings.UNSET;
  }

  /** By shard: the sequence of the first record to read. */
  public Map<String, Long> sequences() {
    return sequences;
  }
}
