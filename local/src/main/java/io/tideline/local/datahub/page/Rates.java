package io.tideline.local.datahub.page;

import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.model.Project;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.storage.ShardLog;
import io.tideline.local.datahub.storage.Traffic.Totals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/** How much goes in and out of each shard a second, over the last samples. */
public final class Rates {
  private static final int SAMPLES = 11;
  private static final Totals NOTHING = new Totals(0, 0, 0, 0);

  private final Catalog catalog;
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, Map<ShardLog, Totals> totals) {
    Totals of(ShardLog log) {
      return totals.getOrDefault(log, NOTHING);
    }
  }

  /** Of one shard, in a second. */
  public record Rate(double recordsIn, double bytesIn, double recordsOut, double bytesOut) {
    Rate plus(Rate other) {
      return new Rate(
          recordsIn + other.recordsIn,
          bytesIn + other.bytesIn,
          recordsOut + other.recordsOut,
          bytesOut + other.bytesOut);
    }
  }

  public Rates(Catalog catalog) {
    this.catalog = catalog;
  }

  /** To be called every second. */
  public void sample(long nanos) {
    Map<ShardLog, Totals> totals = new IdentityHashMap<>();
    for (Project project : catalog.projects()) {
      for (Topic topic : project.topics()) {
        for (Shard shard : topic.shards().shards()) {
          ShardLog log = topic.log(shard.id());
          totals.put(log, log.traffic());
        }
      }
    }
    synchronized (this) {
      samples.addLast(new Sample(nanos, totals));
      if (samples.size() > SAMPLES) {
        samples.removeFirst();
      }
    }
  }

  /** Zero before the second sample. */
  synchronized Rate of(ShardLog log) {
    if (samples.size() < 2) {
      return new Rate(0, 0, 0, 0);
    }
    double seconds = (samples.getLast().nanos() - samples.getFirst().nanos()) / 1e9;
    Totals first = samples.getFirst().of(log);
    Totals last = samples.getLast().of(log);
    return new Rate(
        (last.recordsIn() - first.recordsIn()) / seconds,
        (last.bytesIn() - first.bytesIn()) / seconds,
        (last.recordsOut() - first.recordsOut()) / seconds,
        (last.bytesOut() - first.bytesOut()) / seconds);
  }
}
