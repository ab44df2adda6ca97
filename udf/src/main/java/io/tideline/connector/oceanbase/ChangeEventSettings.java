package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.reader.ReaderOptions;
import io.tideline.secret.Secret;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfigFactory;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectPath;

/**
 * The options of a table of change events: how they differ from upstream's own. Holds the password
 * only as the text of the option, which may be a reference.
 */
final class ChangeEventSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Without them the same row would not always become the same text. */
  static final Map<String, String> FIXED =
      Map.of(
          "debezium.decimal.handling.mode", "precise",
          "debezium.bigint.unsigned.handling.mode", "precise",
          "debezium.time.precision.mode", "adaptive_time_microseconds",
          "debezium.binary.handling.mode", "bytes",
          // It takes the year 50 for 2050; the server has done so where that was meant.
          "debezium.enable.time.adjuster", "false",
          // How many digits of a second a column has is known from its source type only.
          "debezium.column.propagate.source.type", ".*",
          "scan.incremental.snapshot.enabled", "true",
          // A restored job that has seen TRUNCATE, RENAME or DROP stalls with it, silently.
          "scan.newly-added-table.enabled", "false");

  /** Where they differ from upstream's. */
  static final Map<String, String> DEFAULTS =
      Map.of(
          // Upstream's minute delays the return to a database that was away.
          "debezium.connect.keep.alive.interval.ms",
          "5000",
          // How often the position reached is told when nothing else tells it.
          MySqlSourceOptions.HEARTBEAT_INTERVAL.key(),
          "5 s",
          // Upstream's half a second makes a snapshot six times slower.
          "debezium.poll.interval.ms",
          "10",
          // The snapshot's form of a JSON column, so that snapshot and log agree.
          "use.legacy.json.format",
          "false");

  private static final String CHUNK_KEY =
      MySqlSourceOptions.SCAN_INCREMENTAL_SNAPSHOT_CHUNK_KEY_COLUMN.key();

  private final String sourceName;
  private final ReaderOptions log;
  private final Secret password;
  private final String tables;
  private final HashMap<String, String> upstreamOptions;
  private final LinkedHashMap<ObjectPath, String> chunkKeys;

  /**
   * @param options of the table
   * @throws ValidationException when an option cannot have the value it has
   */
  ChangeEventSettings(String sourceName, ReaderOptions log, Map<String, String> options) {
    if (log.epoch() < 0 || log.epoch() > 9_999) {
      throw new ValidationException("'log-epoch' is 0 to 9999, not " + log.epoch());
    }
    this.sourceName = sourceName;
    this.log = log;
    this.password =
        Secret.of(
            MySqlSourceOptions.PASSWORD.key(),
            options.getOrDefault(MySqlSourceOptions.PASSWORD.key(), ""));
    this.tables = options.getOrDefault(MySqlSourceOptions.TABLE_NAME.key(), "");
    this.upstreamOptions = new HashMap<>(options);
    this.chunkKeys = chunkKeys(upstreamOptions.remove(CHUNK_KEY));
    FIXED.forEach(this::fix);
    DEFAULTS.forEach(upstreamOptions::putIfAbsent);
  }

  String sourceName() {
    return sourceName;
  }

  ReaderOptions log() {
    return log;
  }

  Secret password() {
    return password;
  }

  Map<String, String> upstreamOptions() {
    return upstreamOptions;
  }

  /** Sets what upstream's factory reads differently for a typed table. */
  void applyTo(MySqlSourceConfigFactory config) {
    config.tableList(tables.split("\\s*,\\s*"));
    config.chunkKeyColumn(chunkKeys);
  }

  private void fix(String option, String value) {
    String given = upstreamOptions.put(option, value);
    if (given != null && !given.equalsIgnoreCase(value)) {
      throw new ValidationException(
          String.format(
              "'%s' = '%s' cannot be combined with 'changes-as-events', which needs '%s'; leave it"
                  + " out",
              option, given, value));
    }
  }

  private static LinkedHashMap<ObjectPath, String> chunkKeys(String option) {
    LinkedHashMap<ObjectPath, String> keys = new LinkedHashMap<>();
    if (option == null) {
      return keys;
    }
    for (String entry : option.split(";")) {
      int colon = entry.lastIndexOf(':');
      int dot = entry.indexOf('.');
      if (dot < 1 || colon < dot + 2 || colon == entry.length() - 1) {
        throw new ValidationException(
            String.format(
                "'%s' in '%s' is not of the form 'database.table:column;…', as it has to be with"
                    + " 'changes-as-events'",
                entry.trim(), CHUNK_KEY));
      }
      String database = entry.substring(0, dot).trim();
      if (database.endsWith("\\")) {
        database = database.substring(0, database.length() - 1);
      }
      keys.put(
          new ObjectPath(database, entry.substring(dot + 1, colon).trim()),
          entry.substring(colon + 1).trim());
    }
    return keys;
  }
}
