package io.tideline.connector.datahub.source.split;

import io.tideline.connector.datahub.client.Offset;
import java.util.Optional;

/** How far a split has been emitted. */
public final class ShardProgress {
  private final ShardSplit start;
  private long next = ShardSplit.NONE;
  private long time;

  public ShardProgress(ShardSplit start) {
    this.start = start;
  }

  public void emitted(long sequence, long systemTime) {
    next = sequence + 1;
    time = systemTime;
  }

  /** The split from here on. */
  public ShardSplit toSplit() {
    return next == ShardSplit.NONE ? start : start.at(next);
  }

  /** The last record emitted since the split was taken over; none when there was none. */
  public Optional<Offset> consumed() {
    return next == ShardSplit.NONE ? Optional.empty() : Optional.of(new Offset(next - 1, time));
  }
}
