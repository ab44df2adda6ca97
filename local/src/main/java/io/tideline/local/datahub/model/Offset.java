package io.tideline.local.datahub.model;

/**
 * How far a subscription has consumed a shard.
 *
 * @param timestamp system time of the last consumed record in milliseconds, -1 before the first
 * @param sequence sequence of the last consumed record, -1 before the first
 * @param version grows with every reset; a commit must carry the present one
 * @param session grows with every opening; a commit must carry the present one; 0 before the first
 */
public record Offset(long timestamp, long sequence, int batchIndex, long version, long session) {
  public static final Offset NONE = new Offset(-1, -1, 0, 0, 0);

  public Offset open() {
    return new Offset(timestamp, sequence, batchIndex, version, session + 1);
  }

  public Offset commit(Offset consumed) {
    return new Offset(consumed.timestamp, consumed.sequence, consumed.batchIndex, version, session);
  }

  public Offset reset(Offset to) {
    return new Offset(to.timestamp, to.sequence, to.batchIndex, version + 1, session);
  }

  public boolean isOpen() {
    return session > 0;
  }
}
