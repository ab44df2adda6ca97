package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubException.Reason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * What a writer counts, beside Flink's own numRecordsSend, numBytesSend, numRecordsSendErrors and
 * currentSendTime: {@code sendRetries} and {@code sendRetries.<reason>}, {@code deadLetters},
 * {@code shardMoves}, and as of now {@code waitingRecords}, {@code waitingBytes}, {@code
 * requestsInFlight} and {@code currentShards}.
 */
final class SinkMetrics {

  private final SinkWriterMetricGroup group;
  private final Counter retries;
  private final Map<Reason, Counter> retriesByReason = new EnumMap<>(Reason.class);
  private final Counter deadLetters;
  private long sendMillis;

  SinkMetrics(SinkWriterMetricGroup group, ShardQueues queues) {
    this.group = group;
    this.retries = group.counter("sendRetries");
    this.deadLetters = group.counter("deadLetters");
    MetricGroup reasons = group.addGroup("sendRetries");
    for (Reason reason : Reason.values()) {
      if (reason.isRetriable()) {
        retriesByReason.put(reason, reasons.counter(reason.name().toLowerCase(Locale.ROOT)));
      }
    }
    group.setCurrentSendTimeGauge(() -> sendMillis);
    group.gauge("waitingRecords", queues::waitingRecords);
    group.gauge("waitingBytes", queues::waitingBytes);
    group.gauge("requestsInFlight", queues::inFlight);
    group.gauge("currentShards", queues::openShards);
    group.gauge("shardMoves", queues::moves);
  }

  Counter deadLetters() {
    return deadLetters;
  }

  void retried(Reason reason) {
    retries.inc();
    retriesByReason.get(reason).inc();
  }

  void sent(Delivery delivery, long millis) {
    sendMillis = millis;
    group.getNumRecordsSendCounter().inc(delivery.stored());
    group.getNumBytesSendCounter().inc(delivery.storedBytes());
  }

  /** Records that were not stored. */
  void failed(int records) {
    group.getNumRecordsSendErrorsCounter().inc(records);
  }
}
