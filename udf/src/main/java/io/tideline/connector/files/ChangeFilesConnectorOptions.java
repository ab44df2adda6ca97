package io.tideline.connector.files;

import io.tideline.connector.files.commit.OlderStart;
import io.tideline.connector.files.format.CsvStyle;
import io.tideline.connector.files.sink.NameTemplate;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** The options of 'change-files'. */
public final class ChangeFilesConnectorOptions {

  /** What the rows of a file are written in. */
  public enum Format {
    JSON,
    CSV,
    PARQUET
  }

  /** How files are compressed. */
  public enum Compression {
    NONE,
    /** Parquet only: as a file of its own it has no form that all readers know. */
    SNAPPY,
    GZIP,
    ZSTD
  }

  public static final ConfigOption<String> PATH =
      ConfigOptions.key("path")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The directory of all tables' files, a URI or a path; a relative path starts at the working directory. "
                  + "The files of a table are in the directory below it that is called like 'table'.");

  public static final ConfigOption<String> TABLE =
      ConfigOptions.key("table")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "What the files hold changes of, as 'database.table'; both are in the files' names. A character that no file "
                  + "system bears is there as % and its code, and a long name ends in a hash.");

  public static final ConfigOption<Format> FORMAT =
      ConfigOptions.key("format")
          .enumType(Format.class)
          .noDefaultValue()
          .withDescription("json (a line a row), csv (with a header) or parquet.");

  public static final ConfigOption<String> FILE_NAME =
      ConfigOptions.key("file-name")
          .stringType()
          .defaultValue(NameTemplate.DEFAULT)
          .withDescription(
              "How files are called. {database} and {table} are the parts of 'table'; {yyyyMMddHHmmss}, or several such "
                  + "placeholders of yyyy, MM, dd, HH, mm, ss, SSS with - _ . between them, is when the file was opened, "
                  + "in UTC; {partition} is the writer's number and, after a hyphen, the number of its file; {suffix} "
                  + "is the format's and the compression's. Each must be there, or two files could have one name; other "
                  + "text is as it stands.");

  public static final ConfigOption<Integer> PARTITION_MAX_OPEN =
      ConfigOptions.key("partition.max-open")
          .intType()
          .defaultValue(20)
          .withDescription(
              "With PARTITIONED BY: how many partitions a writer has a file open for at a time, each about "
                  + "'parquet.row-group.size' of memory for Parquet, 128 KB for text. For one more, the file that waits "
                  + "longest for a row is completed.");

  public static final ConfigOption<MemorySize> ROLLING_SIZE =
      ConfigOptions.key("rolling.size")
          .memoryType()
          .defaultValue(MemorySize.parse("1 gb"))
          .withDescription("A file is complete when it has this size.");

  public static final ConfigOption<Duration> ROLLING_INTERVAL =
      ConfigOptions.key("rolling.interval")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "A file is complete when it is this old, also when nothing more comes. It is visible from the next "
                  + "checkpoint on.");

  public static final ConfigOption<Duration> ROLLING_IDLE_TIME =
      ConfigOptions.key("rolling.idle-time")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "A file is complete when it has got no row for this time, and at the latest after twice of it. Default: "
                  + "that does not matter.");

  public static final ConfigOption<Integer> WRITE_RETRIES =
      ConfigOptions.key("write.retries")
          .intType()
          .defaultValue(3)
          .withDescription(
              "How often a failed operation on a file is tried again before the task fails and reads again.");

  public static final ConfigOption<Duration> WRITE_RETRY_DELAY =
      ConfigOptions.key("write.retry-delay")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("The pause before each further attempt.");

  public static final ConfigOption<OlderStart> OLDER_START =
      ConfigOptions.key("older-start")
          .enumType(OlderStart.class)
          .defaultValue(OlderStart.TAKE_BACK)
          .withDescription(
              "What a start of the job from a savepoint or checkpoint does when files were committed after it: take-back "
                  + "moves them to _taken_back in 'path', with a list, as their rows come again; refuse fails the job.");

  public static final ConfigOption<Boolean> COMPLETE_HOURS =
      ConfigOptions.key("complete-hours.enabled")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a manifest in _manifests in 'path' tells of each hour of _event_time that is complete. It takes the "
                  + "column _event_time TIMESTAMP_LTZ, a stream of capture's with heartbeats, and checkpoints.");

  public static final ConfigOption<Duration> COMPLETE_HOURS_DELAY =
      ConfigOptions.key("complete-hours.delay")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How long after its end an hour is taken for complete: the log dates a change at its statement's start, so "
                  + "those of a slow statement come late. What comes still later makes a new version.");

  public static final ConfigOption<String> DEAD_LETTER_PATH =
      ConfigOptions.key("dead-letter-path")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Directory, a URI or a path, for rows with a value that the format cannot hold, and rows whose writing "
                  + "keeps failing while others can be written. They become dead letters: "
                  + "JSON lines that a table of 'dead-letters' over the directory reads, with the whole event where the "
                  + "table declares the metadata column _event. Without it such a row fails the task.");

  public static final ConfigOption<Integer> DEAD_LETTER_RESTARTS =
      ConfigOptions.key("dead-letter-restarts")
          .intType()
          .defaultValue(2)
          .withDescription(
              "After so many failed writes in a row, each followed by a restart, rows are tried one by one, and a row "
                  + "that fails again while as many other bytes can be written becomes a dead letter.");

  public static final ConfigOption<Compression> COMPRESSION =
      ConfigOptions.key("compression")
          .enumType(Compression.class)
          .noDefaultValue()
          .withDescription(
              "none, gzip, zstd, or for Parquet also snappy. Parquet compresses its pages, by default with snappy; text "
                  + "is compressed as a whole, by default not, and its name ends in .gz or .zst. A checkpoint begins "
                  + "a new member of the compressed stream.");

  public static final ConfigOption<String> CSV_DELIMITER =
      ConfigOptions.key("csv.delimiter")
          .stringType()
          .defaultValue(",")
          .withDescription(
              "What stands between two fields: one character that is in no number or time, or \\t for a tab.");

  public static final ConfigOption<Boolean> CSV_HEADER =
      ConfigOptions.key("csv.header")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether a file's first line has the columns' names.");

  public static final ConfigOption<String> CSV_NULL_TEXT =
      ConfigOptions.key("csv.null-text")
          .stringType()
          .defaultValue("")
          .withDescription(
              "What stands for null, never in quotes; a text that reads the same is in quotes.");

  public static final ConfigOption<CsvStyle.Quoting> CSV_QUOTING =
      ConfigOptions.key("csv.quoting")
          .enumType(CsvStyle.Quoting.class)
          .defaultValue(CsvStyle.Quoting.MINIMAL)
          .withDescription(
              "minimal: only text that a reader would mistake is in quotes; all: everything but null is.");

  public static final ConfigOption<MemorySize> PARQUET_ROW_GROUP_SIZE =
      ConfigOptions.key("parquet.row-group.size")
          .memoryType()
          .defaultValue(MemorySize.parse("32 mb"))
          .withDescription(
              "The size of a row group before compression, and about the memory that an open Parquet file takes. A "
                  + "checkpoint ends a row group early.");

  public static final ConfigOption<Duration> SOURCE_MONITOR_INTERVAL =
      ConfigOptions.key("source.monitor-interval")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "How often a query looks for new finished files, each of which it reads once, also over restarts from its "
                  + "checkpoints; it never ends, and is for streaming mode only. Without it a query reads the files "
                  + "that are there when it begins.");

  private ChangeFilesConnectorOptions() {}
}
