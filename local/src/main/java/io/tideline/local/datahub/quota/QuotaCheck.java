package io.tideline.local.datahub.quota;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Refuses what is over a quota. */
public final class QuotaCheck {
  private final Quotas quotas;
  private final boolean limitWrites;
  private final LongSupplier nanoTime;
  private final Map<Long, ShardQuota> shards = new ConcurrentHashMap<>();

  public QuotaCheck(Quotas quotas) {
    this(quotas, System::nanoTime);
  }

  QuotaCheck(Quotas quotas, LongSupplier nanoTime) {
    this.quotas = quotas;
    this.limitWrites = quotas.limitWrites();
    this.nanoTime = nanoTime;
  }

  /** Counts one put of so many bytes into the shard. */
  public void write(Topic topic, String shardId, long bytes) {
    if (limitWrites) {
      write(topic.seal(shardId), shardId, bytes);
    }
  }

  void write(long shard, String shardId, long bytes) {
    long now = nanoTime.getAsLong();
    shards.computeIfAbsent(shard, any -> new ShardQuota(quotas, now)).take(shardId, bytes, now);
  }

  /** Whether the shard is old enough to be split or merged at this time, in milliseconds. */
  public void reshard(Shard shard, long time) {
    Duration age = Duration.ofMillis(time - shard.createTime());
    if (age.compareTo(quotas.reshardWait()) < 0) {
      throw new ServiceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Shard '"
              + shard.id()
              + "' is "
              + age.toMillis()
              + " ms old; it can be split or merged after "
              + quotas.reshardWait().toMillis()
              + " ms.");
    }
  }
}
