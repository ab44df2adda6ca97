package io.tideline.local.datahub.storage;

import java.util.concurrent.atomic.LongAdder;

/** What has gone into a shard and out of it since the server started; counted by request. */
public final class Traffic {
  private final LongAdder recordsIn = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder recordsOut = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();

  /** The sums at one moment. */
  public record Totals(long recordsIn, long bytesIn, long recordsOut, long bytesOut) {}

  void in(long records, long bytes) {
    recordsIn.add(records);
    bytesIn.add(bytes);
  }

  void out(long records, long bytes) {
    recordsOut.add(records);
    bytesOut.add(bytes);
  }

  public Totals totals() {
    return new Totals(recordsIn.sum(), bytesIn.sum(), recordsOut.sum(), bytesOut.sum());
  }
}
