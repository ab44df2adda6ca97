package io.tideline.connector.datahub.sink;

import java.util.Collection;
import java.util.function.LongSupplier;

/**
 * The numbers of a writer's runs. A run is a count from 0 in every shard; the writer begins another
 * one at each start, and for the shards that continue a closed one, so that what is sent again
 * there is known by its later run. Each is greater than all before it, also those of earlier
 * starts, and belongs to this writer alone. For several threads.
 */
final class Runs {

  /** No job has more writers. */
  private static final int MOST_WRITERS = 1 << 15;

  private final int writer;
  private final LongSupplier clock;
  private long last;

  /**
   * @param before runs of earlier starts, so that it holds also when the clock was set back
   * @param clock milliseconds since the epoch
   */
  Runs(int writer, Collection<Long> before, LongSupplier clock) {
    this.writer = writer;
    this.clock = clock;
    before.forEach(run -> last = Math.max(last, run));
  }

  synchronized long next() {
    long moment = Math.max(clock.getAsLong(), last / MOST_WRITERS + 1);
    last = moment * MOST_WRITERS + writer;
    return last;
  }

  /** The greatest so far. */
  synchronized long last() {
    return last;
  }
}
