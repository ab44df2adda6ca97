package io.tideline.connector.datahub;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The options of {@code 'connector' = 'datahub'}: those of the official connector in their spelling
 * and with their defaults, and a few of our own ({@link #RETRY_COUNT}, {@link #RETRY_DELAY}, {@link
 * #START_FROM}, {@link #START_SEQUENCES}, {@link #SHARD_DISCOVERY_INTERVAL}, {@link
 * #OFFSET_EXPIRED}, {@link #OFFSET_RESET}, {@link #SUBSCRIPTION_LOST}, {@link #SESSION_LOST},
 * {@link #SCHEMA_CHECK}, {@link #RECORD_MISFIT}, {@link #BROADCAST_FIELD}, {@link
 * #BROADCAST_VALUES}, {@link #DEAD_LETTER_PATH}). A duration without a unit is in milliseconds, a
 * size in bytes.
 */
public final class DataHubConnectorOptions {

  /** What CompressType can be; the empty text means none. */
  public static final String LZ4 = "lz4";

  public static final String DEFLATE = "deflate";

  /** Where a job without a checkpoint begins. */
  public enum StartFrom {
    /** Behind the offset that the subscription keeps; at the oldest record where it keeps none. */
    COMMITTED,
    /** At the oldest record that the topic still has. */
    OLDEST,
    /** Behind the newest record as of the start. */
    LATEST
  }

  /** What to do when records expired before they were read. */
  public enum OffsetExpired {
    FAIL,
    OLDEST
  }

  /** When a table's columns are compared with those of its topic. */
  public enum SchemaCheck {
    PLANNING,
    START
  }

  /** What to do with a record that does not fit the table's columns. */
  public enum RecordMisfit {
    FAIL,
    SKIP
  }

  /** What the official connector does when a record has more or fewer values than columns. */
  public enum LengthCheck {
    NONE,
    SKIP,
    EXCEPTION,
    PAD
  }

  /** What to do when the service refuses to keep the consumed offsets. */
  public enum CommitRefused {
    /** Nothing is lost: the job's own state knows what was read. */
    CONTINUE,
    FAIL
  }

  public static final ConfigOption<String> END_POINT =
      ConfigOptions.key("endPoint")
          .stringType()
          .noDefaultValue()
          .withFallbackKeys("endpoint")
          .withDescription(
              "URL of the service, like https://dh-cn-hangzhou.aliyuncs.com; 'endpoint' is the old"
                  + " spelling.");

  public static final ConfigOption<String> PROJECT =
      ConfigOptions.key("project")
          .stringType()
          .noDefaultValue()
          .withDescription("Project that holds the topic.");

  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("topic")
          .stringType()
          .noDefaultValue()
          .withDescription("Topic to read or write.");

  public static final ConfigOption<String> ACCESS_ID =
      ConfigOptions.key("accessId")
          .stringType()
          .noDefaultValue()
          .withDescription("Access id: the value, ${env:NAME} or ${file:PATH}.");

  public static final ConfigOption<String> ACCESS_KEY =
      ConfigOptions.key("accessKey")
          .stringType()
          .noDefaultValue()
          .withDescription("Access key: the value, ${env:NAME} or ${file:PATH}.");

  public static final ConfigOption<Duration> RETRY_TIMEOUT =
      ConfigOptions.key("retryTimeout")
          .durationType()
          .defaultValue(Duration.ofMillis(1_800_000))
          .withDescription(
              "Bounds all attempts of one request together, whatever retryCount says.");

  public static final ConfigOption<Duration> RETRY_INTERVAL =
      ConfigOptions.key("retryInterval")
          .durationType()
          .defaultValue(Duration.ofMillis(1_000))
          .withDescription(
              "Time between attempts while the service says that a limit is exceeded; after other faults"
                  + " retryDelay applies.");

  public static final ConfigOption<String> COMPRESS_TYPE =
      ConfigOptions.key("CompressType")
          .stringType()
          .defaultValue(LZ4)
          .withDescription(
              "Compression of requests and responses: lz4, deflate or the empty text, in any case.");

  public static final ConfigOption<String> SUB_ID =
      ConfigOptions.key("subId")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Subscription that keeps the consumed offsets: its id, or the comment of exactly one"
                  + " subscription of the topic. Required to read.");

  public static final ConfigOption<Integer> MAX_FETCH_SIZE =
      ConfigOptions.key("maxFetchSize")
          .intType()
          .defaultValue(50)
          .withDescription("Records of one fetch, 1 to 1000.");

  public static final ConfigOption<Integer> MAX_BUFFER_SIZE =
      ConfigOptions.key("maxBufferSize")
          .intType()
          .defaultValue(50)
          .withDescription(
              "Accepted, without effect: a reader holds at most one fetch for each of its shards and four"
                  + " more, see maxFetchSize.");

  public static final ConfigOption<Duration> FETCH_LATEST_DELAY =
      ConfigOptions.key("fetchLatestDelay")
          .durationType()
          .defaultValue(Duration.ofMillis(500))
          .withDescription(
              "Wait before a shard that had no new record is asked again. One that had none for that"
                  + " long is idle: it does not hold back the watermark until it has a record again.");

  public static final ConfigOption<LengthCheck> LENGTH_CHECK =
      ConfigOptions.key("lengthCheck")
          .enumType(LengthCheck.class)
          .defaultValue(LengthCheck.NONE)
          .withDescription(
              "Accepted; every value means PAD here. Columns are found by name in the topic's schema, and"
                  + " a record that was written before a column was added has NULL there: none is skipped.");

  public static final ConfigOption<Boolean> COLUMN_ERROR_DEBUG =
      ConfigOptions.key("columnErrorDebug")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the warning about a record that is left out (see recordMisfit) also shows the value"
                  + " that does not fit, not only its type.");

  public static final ConfigOption<String> START_TIME =
      ConfigOptions.key("startTime")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "yyyy-MM-dd HH:mm:ss in timeZone: without a checkpoint, start at the first record that the"
                  + " service took at that time or later. Excludes startFrom and startSequences.");

  public static final ConfigOption<Long> START_TIME_MS =
      ConfigOptions.key("startTimeMs")
          .longType()
          .noDefaultValue()
          .withDescription("Like startTime, in milliseconds since the epoch; wins over startTime.");

  public static final ConfigOption<String> END_TIME =
      ConfigOptions.key("endTime")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "yyyy-MM-dd HH:mm:ss in timeZone: end each shard before the first record that the service"
                  + " took at that time or later. A shard that gets none ends when the service's clock has"
                  + " passed the time, or, where the service does not tell, this machine's by a minute.");

  public static final ConfigOption<StartFrom> START_FROM =
      ConfigOptions.key("startFrom")
          .enumType(StartFrom.class)
          .noDefaultValue()
          .withDescription(
              "Where a job without a checkpoint starts: committed (behind the offset that the"
                  + " subscription keeps, at the oldest record where it keeps none), oldest, or latest"
                  + " (behind the newest record as of the start). Default: committed in a streaming job,"
                  + " oldest in batch mode. Excludes startTime and startTimeMs.");

  public static final ConfigOption<String> START_SEQUENCES =
      ConfigOptions.key("startSequences")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Shard and sequence, like 0:1234,1:99: without a checkpoint, the first record to read of"
                  + " these shards; the others start as startFrom says. Excludes startTime and"
                  + " startTimeMs.");

  public static final ConfigOption<Duration> SHARD_DISCOVERY_INTERVAL =
      ConfigOptions.key("shardDiscoveryInterval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("How often to look for shards that a split, merge or extend has made.");

  public static final ConfigOption<OffsetExpired> OFFSET_EXPIRED =
      ConfigOptions.key("offsetExpired")
          .enumType(OffsetExpired.class)
          .defaultValue(OffsetExpired.FAIL)
          .withDescription(
              "When records expired before they were read: fail, or go on from the oldest with DATA LOSS"
                  + " in the log as an error and their number in the metric recordsExpired.");

  public static final ConfigOption<CommitRefused> OFFSET_RESET =
      ConfigOptions.key("offsetReset")
          .enumType(CommitRefused.class)
          .defaultValue(CommitRefused.CONTINUE)
          .withDescription(
              "When someone set the subscription's offset while the job runs: continue (the job goes on"
                  + " from its own state, its next commit replaces what was set, an error is in the log)"
                  + " or fail.");

  public static final ConfigOption<CommitRefused> SUBSCRIPTION_LOST =
      ConfigOptions.key("subscriptionLost")
          .enumType(CommitRefused.class)
          .defaultValue(CommitRefused.CONTINUE)
          .withDescription(
              "When the subscription is offline or was deleted while the job runs: continue (the job"
                  + " reads on, nothing is committed until the subscription is back, an error is in the"
                  + " log at each checkpoint) or fail. A job that needs it to know where to start always"
                  + " fails.");

  public static final ConfigOption<CommitRefused> SESSION_LOST =
      ConfigOptions.key("sessionLost")
          .enumType(CommitRefused.class)
          .defaultValue(CommitRefused.CONTINUE)
          .withDescription(
              "When another consumer reads with the same subscription: continue (both read everything"
                  + " and commit in turns, an error is in the log) or fail.");

  public static final ConfigOption<Integer> BATCH_COUNT =
      ConfigOptions.key("batchCount")
          .intType()
          .defaultValue(500)
          .withDescription("Records of one request at most, 1 to 10000.");

  public static final ConfigOption<MemorySize> BATCH_SIZE =
      ConfigOptions.key("batchSize")
          .memoryType()
          .defaultValue(new MemorySize(512_000))
          .withDescription("Bytes of one request before compression at most, below 4 MB.");

  public static final ConfigOption<Duration> FLUSH_INTERVAL =
      ConfigOptions.key("flushInterval")
          .durationType()
          .defaultValue(Duration.ofMillis(5_000))
          .withDescription("How long a record waits at most for its request to fill.");

  public static final ConfigOption<String> HASH_FIELDS =
      ConfigOptions.key("hashFields")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Columns, separated by commas: rows that agree in them go to one shard, in order. Default:"
                  + " the primary key; without one, shards take turns.");

  public static final ConfigOption<String> TIME_ZONE =
      ConfigOptions.key("timeZone")
          .stringType()
          .defaultValue("UTC")
          .withDescription(
              "Zone of startTime and endTime, and of TIMESTAMP columns without a zone, both ways; like"
                  + " Asia/Shanghai or +08:00.");

  public static final ConfigOption<Integer> SCHEMA_VERSION =
      ConfigOptions.key("schemaVersion")
          .intType()
          .defaultValue(-1)
          .withDescription(
              "Accepted, without effect: the topic's current schema applies, and columns are found by name.");

  public static final ConfigOption<Integer> RETRY_COUNT =
      ConfigOptions.key("retryCount")
          .intType()
          .defaultValue(3)
          .withDescription("How often a failed request is sent again before the task fails.");

  public static final ConfigOption<Duration> RETRY_DELAY =
      ConfigOptions.key("retryDelay")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("Time between the attempts.");

  public static final ConfigOption<SchemaCheck> SCHEMA_CHECK =
      ConfigOptions.key("schemaCheck")
          .enumType(SchemaCheck.class)
          .defaultValue(SchemaCheck.PLANNING)
          .withDescription(
              "When the table's columns are compared with the topic's: already when the plan is made, or"
                  + " only when the job starts, for a machine that makes plans but cannot reach the service.");

  public static final ConfigOption<RecordMisfit> RECORD_MISFIT =
      ConfigOptions.key("recordMisfit")
          .enumType(RecordMisfit.class)
          .defaultValue(RecordMisfit.FAIL)
          .withDescription(
              "What to do with a record that does not fit, because a DECIMAL has too many digits or a NOT NULL"
                  + " column no value: fail the job, or skip the record, which is counted (recordsSkipped)"
                  + " and named in a warning.");

  public static final ConfigOption<String> BROADCAST_FIELD =
      ConfigOptions.key("broadcastField")
          .stringType()
          .noDefaultValue()
          .withDescription("Column whose value tells that a row goes to every shard.");

  public static final ConfigOption<String> BROADCAST_VALUES =
      ConfigOptions.key("broadcastValues")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Values of broadcastField, separated by commas, that go to every shard.");

  public static final ConfigOption<String> DEAD_LETTER_PATH =
      ConfigOptions.key("deadLetterPath")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Directory, a URI or a path, for rows that can never be a record: too large, NULL where the"
                  + " topic has NOT NULL, or refused by the service as malformed. They become JSON lines that"
                  + " a table of 'dead-letters' over the directory reads. Without it such a row fails the"
                  + " task.");

  private DataHubConnectorOptions() {}

  /** Without these no topic is found. */
  public static Set<ConfigOption<?>> requiredOptions() {
    return inOrder(END_POINT, PROJECT, TOPIC, ACCESS_ID, ACCESS_KEY);
  }

  /** Without these nothing can be read. */
  public static Set<ConfigOption<?>> requiredSourceOptions() {
    Set<ConfigOption<?>> options = requiredOptions();
    options.add(SUB_ID);
    return options;
  }

  /** Everything about reaching the topic, to read and to write, the required ones included. */
  public static Set<ConfigOption<?>> connectionOptions() {
    Set<ConfigOption<?>> options = requiredOptions();
    options.addAll(inOrder(COMPRESS_TYPE, RETRY_COUNT, RETRY_DELAY, RETRY_INTERVAL, RETRY_TIMEOUT));
    options.addAll(inOrder(TIME_ZONE, SCHEMA_CHECK));
    return options;
  }

  /** Everything a source understands, the required ones included. */
  public static Set<ConfigOption<?>> sourceOptions() {
    Set<ConfigOption<?>> options = requiredSourceOptions();
    options.addAll(connectionOptions());
    options.addAll(inOrder(START_FROM, START_TIME, START_TIME_MS, START_SEQUENCES, END_TIME));
    options.addAll(inOrder(MAX_FETCH_SIZE, MAX_BUFFER_SIZE, FETCH_LATEST_DELAY));
    options.addAll(inOrder(LENGTH_CHECK, COLUMN_ERROR_DEBUG));
    options.addAll(inOrder(SHARD_DISCOVERY_INTERVAL, OFFSET_EXPIRED, OFFSET_RESET));
    options.addAll(inOrder(SUBSCRIPTION_LOST, SESSION_LOST));
    return options;
  }

  /** Everything a sink understands beside {@link #connectionOptions()}. */
  public static Set<ConfigOption<?>> sinkOptions() {
    return inOrder(
        BATCH_COUNT,
        BATCH_SIZE,
        FLUSH_INTERVAL,
        HASH_FIELDS,
        SCHEMA_VERSION,
        BROADCAST_FIELD,
        BROADCAST_VALUES,
        DEAD_LETTER_PATH);
  }

  /**
   * @throws IllegalArgumentException when {@link #TIME_ZONE} is none
   */
  public static ZoneId zone(ReadableConfig options) {
    String zone = options.get(TIME_ZONE);
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "option 'timeZone' is a zone like Asia/Shanghai or +08:00, not '" + zone + "'", e);
    }
  }

  private static Set<ConfigOption<?>> inOrder(ConfigOption<?>... options) {
    return new LinkedHashSet<>(List.of(options));
  }
}
