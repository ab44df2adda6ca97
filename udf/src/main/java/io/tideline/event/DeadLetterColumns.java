package io.tideline.event;

import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/**
 * The columns of a dead letter, in their order: the whole original event ({@link ChangeColumns}),
 * where it came from, what went wrong, and which letter it is. The table {@code undeliverable} of a
 * change stream produces them, 'dead-letters' stores them, and so do the sinks 'datahub' and
 * 'change-files' for rows that they cannot write.
 *
 * <p>A store only grows. What became of a letter is a further record with the same {@code
 * letter_id}, another {@code kind}, and without the event's images.
 */
public final class DeadLetterColumns {

  /** Where the first column after those of the event stands. */
  public static final int SHARD = ChangeColumns.TRANSACTION_ID + 1;

  public static final int SEQUENCE = SHARD + 1;
  public static final int RUN = SHARD + 2;
  public static final int SEQ = SHARD + 3;
  public static final int STAGE = SHARD + 4;
  public static final int ERROR_CLASS = SHARD + 5;
  public static final int ERROR = SHARD + 6;
  public static final int ATTEMPT = SHARD + 7;
  public static final int ROUTE = SHARD + 8;
  public static final int FAILED_AT = SHARD + 9;
  public static final int LETTER_ID = SHARD + 10;
  public static final int KIND = SHARD + 11;

  /** The kind of the letter itself. */
  public static final String LETTER = "letter";

  /** The kind of the record that a replayed letter has reached its table. */
  public static final String DONE = "done";

  public static final DataType DATA_TYPE =
      ChangeColumns.followedBy(
          DataTypes.FIELD("shard", DataTypes.STRING()),
          DataTypes.FIELD("sequence", DataTypes.BIGINT()),
          DataTypes.FIELD("run", DataTypes.BIGINT()),
          DataTypes.FIELD("seq", DataTypes.BIGINT()),
          DataTypes.FIELD("stage", DataTypes.STRING()),
          DataTypes.FIELD("error_class", DataTypes.STRING()),
          DataTypes.FIELD("error", DataTypes.STRING()),
          DataTypes.FIELD("attempt", DataTypes.INT()),
          DataTypes.FIELD("route", DataTypes.STRING()),
          DataTypes.FIELD("failed_at", DataTypes.TIMESTAMP_LTZ(3)),
          DataTypes.FIELD("letter_id", DataTypes.STRING()),
          DataTypes.FIELD("kind", DataTypes.STRING()));

  public static final List<String> NAMES = DataType.getFieldNames(DATA_TYPE);

  private DeadLetterColumns() {}
}
