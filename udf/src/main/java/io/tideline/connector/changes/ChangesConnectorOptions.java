package io.tideline.connector.changes;

import io.tideline.connector.changes.gate.CheckMode;
import io.tideline.connector.changes.gate.FindingKind;
import io.tideline.connector.changes.gate.LetterThreshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of 'changes' beside those of the 'datahub' source that it reads. */
public final class ChangesConnectorOptions {

  /** Whether the gate stands in the way. */
  public enum GateSetting {
    ON,
    OFF
  }

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

  public static final ConfigOption<Boolean> FINDINGS =
      ConfigOptions.key("findings")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the rows are the findings of the gate; takes the place of 'table'.");

  public static final ConfigOption<GateSetting> GATE =
      ConfigOptions.key("gate")
          .enumType(GateSetting.class)
          .defaultValue(GateSetting.ON)
          .withDescription(
              "on: what is sent again is dropped. off: it is delivered again, at least once, and nothing is"
                  + " remembered of keys; so only the checks gap, unknown-table, schema-drift and no-dead-letters find"
                  + " anything, and reordered what the shard's count shows.");

  public static final ConfigOption<Duration> STATE_TTL =
      ConfigOptions.key("state.ttl")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "How long the gate remembers a key after its last event; without it, for ever. An event that may have"
                  + " been delivered and forgotten is delivered and a finding of the kind expired. Longer than capture"
                  + " or this job may ever stand still, and than the age of any savepoint that is gone back to. A"
                  + " bounded read forgets nothing.");

  public static final ConfigOption<CheckMode> CHECK_GAP =
      check("gap", "Records of a run that are missing on a shard.");

  public static final ConfigOption<CheckMode> CHECK_REORDERED =
      check("reordered", "An event that comes after later ones of its key or shard.");

  public static final ConfigOption<CheckMode> CHECK_REPEATED =
      check(
          "repeated",
          "An event at the place in the log where its key's last one stands, in the same run.");

  public static final ConfigOption<CheckMode> CHECK_EXPIRED =
      check(
          "expired",
          "An event of a key that 'state.ttl' may have made the gate forget, which may be delivered again.");

  public static final ConfigOption<CheckMode> CHECK_BROKEN_CHAIN =
      check(
          "broken-chain",
          "A change that does not begin where its key's last one ended. off also saves hashing the row before each change.");

  public static final ConfigOption<CheckMode> CHECK_READ_AGAIN =
      check("read-again", "A snapshot of a table without a key that was begun again.");

  public static final ConfigOption<CheckMode> CHECK_UNKNOWN_TABLE =
      check("unknown-table", "A table that nothing reads and 'unrouted-tables' does not name.");

  public static final ConfigOption<CheckMode> CHECK_SCHEMA_DRIFT =
      check("schema-drift", "Columns that a row has and its table does not declare.");

  public static final ConfigOption<CheckMode> CHECK_NO_DEAD_LETTERS =
      check(
          "no-dead-letters",
          "An event that cannot be delivered where nothing reads the undeliverable ones.");

  public static final ConfigOption<Double> ALERT_SHARE =
      ConfigOptions.key("dead-letters.alert.share")
          .doubleType()
          .defaultValue(0.05)
          .withDescription(
              "A window in which more than this share of a subtask's rows, 0 to 1, became dead letters is an alert: a line"
                  + " of the log at WARN with the marker ALERT, and the counter deadLetterAlerts. 1 for none.");

  public static final ConfigOption<Duration> ALERT_WINDOW =
      ConfigOptions.key("dead-letters.alert.window")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription("The length of a window, by the clock of the machine.");

  public static final ConfigOption<Long> ALERT_LEAST_ROWS =
      ConfigOptions.key("dead-letters.alert.least-rows")
          .longType()
          .defaultValue(100L)
          .withDescription("A window with fewer rows, good and bad, is no alert.");

  public static final ConfigOption<LetterThreshold.Action> ALERT_ACTION =
      ConfigOptions.key("dead-letters.alert.action")
          .enumType(LetterThreshold.Action.class)
          .defaultValue(LetterThreshold.Action.LOG)
          .withDescription(
              "log: the job goes on. fail: the job fails, and again after each restart until somebody decides.");

  /** The check for each kind of finding. */
  static final Map<FindingKind, ConfigOption<CheckMode>> CHECKS =
      Collections.unmodifiableMap(
          new EnumMap<>(
              Map.of(
                  FindingKind.GAP, CHECK_GAP,
                  FindingKind.REORDERED, CHECK_REORDERED,
                  FindingKind.REPEATED, CHECK_REPEATED,
                  FindingKind.EXPIRED, CHECK_EXPIRED,
                  FindingKind.BROKEN_CHAIN, CHECK_BROKEN_CHAIN,
                  FindingKind.READ_AGAIN, CHECK_READ_AGAIN,
                  FindingKind.UNKNOWN_TABLE, CHECK_UNKNOWN_TABLE,
                  FindingKind.SCHEMA_DRIFT, CHECK_SCHEMA_DRIFT,
                  FindingKind.NO_DEAD_LETTERS, CHECK_NO_DEAD_LETTERS)));

  /** Those of a stream and its tables, in the order in which a person reads them. */
  static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> all =
        new ArrayList<>(
            List.of(STREAM, TABLE, UNDELIVERABLE, FINDINGS, UNROUTED_TABLES, GATE, STATE_TTL));
    all.addAll(CHECKS.values());
    all.addAll(List.of(ALERT_SHARE, ALERT_WINDOW, ALERT_LEAST_ROWS, ALERT_ACTION));
    return all;
  }

  private static ConfigOption<CheckMode> check(String kind, String what) {
    return ConfigOptions.key("check." + kind)
        .enumType(CheckMode.class)
        .defaultValue(CheckMode.FINDING)
        .withDescription(
            what
                + " off: not looked for; log: counted, and a line of the log; finding: also a row of the table with"
                + " 'findings' = 'true'; fail: the job fails.");
  }

  private ChangesConnectorOptions() {}
}
