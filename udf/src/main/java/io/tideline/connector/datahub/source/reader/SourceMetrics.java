package io.tideline.connector.datahub.source.reader;

import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.TopicRecord;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What a reader measures, in Flink's names where there are any. Counted from several threads.
 *
 * <p>Beside the standard ones: {@code fetchTime} (milliseconds of a fetch, a histogram), {@code
 * fetchRetries}, {@code commits}, {@code commitFailures}, {@code recordsExpired} (lost), {@code
 * maxLagRecords} and {@code maxLagMillis} of the shard that is furthest behind; retries and
 * failures also by reason.
 */
final class SourceMetrics {

  private static final int FETCH_TIMES_KEPT = 1000;

  private final SourceReaderMetricGroup group;
  private final Map<String, ShardMetrics> shards = new ConcurrentHashMap<>();
  private final Counter bytes;
  private final Histogram fetchTime;
  private final ReasonCounter retries;
  private final ReasonCounter commitFailures;
  private final Counter commits;
  private final Counter expired;
  private volatile long fetchLag;

  /** A counter, and one for each reason beside it. */
  private static final class ReasonCounter {
    private final Counter all;
    private final Map<Reason, Counter> byReason = new EnumMap<>(Reason.class);

    private ReasonCounter(MetricGroup group, String name, Collection<Reason> reasons) {
      all = group.counter(name, new ThreadSafeSimpleCounter());
      for (Reason reason : reasons) {
        String text = reason.name().toLowerCase(Locale.ROOT);
        byReason.put(
            reason, group.addGroup("reason", text).counter(name, new ThreadSafeSimpleCounter()));
      }
    }

    private void count(Reason reason) {
      all.inc();
      Counter counter = byReason.get(reason);
      if (counter != null) {
        counter.inc();
      }
    }
  }

  SourceMetrics(SourceReaderMetricGroup group) {
    this.group = group;
    bytes = group.getIOMetricGroup().getNumBytesInCounter();
    fetchTime = group.histogram("fetchTime", new DescriptiveStatisticsHistogram(FETCH_TIMES_KEPT));
    retries =
        new ReasonCounter(
            group, "fetchRetries", List.of(Reason.UNAVAILABLE, Reason.LIMIT_EXCEEDED));
    commitFailures = new ReasonCounter(group, "commitFailures", List.of(Reason.values()));
    commits = group.counter("commits", new ThreadSafeSimpleCounter());
    expired = group.counter("recordsExpired", new ThreadSafeSimpleCounter());
    group.gauge("currentFetchEventTimeLag", (Gauge<Long>) () -> fetchLag);
    group.gauge("maxLagRecords", (Gauge<Long>) () -> worst(ShardLag::records));
    group.gauge("maxLagMillis", (Gauge<Long>) () -> worst(ShardLag::millis));
    group.setPendingRecordsGauge(
        () -> shards.values().stream().mapToLong(shard -> shard.lag().records()).sum());
  }

  private long worst(ToLongFunction<ShardLag> lag) {
    return shards.values().stream()
        .mapToLong(shard -> lag.applyAsLong(shard.lag()))
        .max()
        .orElse(0);
  }

  void open(String shardId) {
    shards.computeIfAbsent(shardId, id -> new ShardMetrics(group, id));
  }

  void close(String shardId) {
    ShardMetrics shard = shards.remove(shardId);
    if (shard != null) {
      shard.close();
    }
  }

  ShardLag lag(String shardId) {
    return shards.get(shardId).lag();
  }

  void fetched(long millis, ShardFetch fetch) {
    fetchTime.update(millis);
    if (!fetch.records().isEmpty()) {
      TopicRecord last = fetch.records().get(fetch.records().size() - 1);
      fetchLag = Math.max(0, System.currentTimeMillis() - last.systemTime());
    }
  }

  /** Flink's counter is for the task's thread only. */
  void emitted(long size) {
    bytes.inc(size);
  }

  void failedRecord() {
    group.getNumRecordsInErrorsCounter().inc();
  }

  void retried(Reason reason) {
    retries.count(reason);
  }

  void expired(long records) {
    expired.inc(records);
  }

  void committed(String shardId, long sequence) {
    ShardMetrics shard = shards.get(shardId);
    if (shard != null) {
      shard.committed(sequence);
    }
  }

  void commitPassed() {
    commits.inc();
  }

  void commitFailed(Reason reason) {
    commitFailures.count(reason);
  }
}
