package io.tideline.local.datahub.model;

/**
 * What describes a topic besides its shards.
 *
 * @param schema null for a BLOB topic
 * @param lifecycle days that records are kept
 * @param expandMode "", "split" or "extend": how shards may be added
 * @param createTime seconds since the epoch
 * @param modifyTime seconds since the epoch
 */
public record TopicSettings(
    Schema schema,
    int lifecycle,
    String comment,
    String expandMode,
    long createTime,
    long modifyTime) {

  public static final int LONGEST_LIFECYCLE = 7;

  public TopicSettings {
    if (lifecycle < 1 || lifecycle > LONGEST_LIFECYCLE) {
      throw ServiceException.invalid(
          "Lifecycle " + lifecycle + " is not between 1 and " + LONGEST_LIFECYCLE + " days.");
    }
  }

  /** The same with another comment and, unless 0, another lifecycle. */
  public TopicSettings update(String newComment, int newLifecycle, long time) {
    return new TopicSettings(
        schema,
        newLifecycle == 0 ? lifecycle : newLifecycle,
        newComment == null ? comment : newComment,
        expandMode,
        createTime,
        time);
  }

  public TopicSettings withSchema(Schema newSchema, long time) {
    return new TopicSettings(newSchema, lifecycle, comment, expandMode, createTime, time);
  }
}
