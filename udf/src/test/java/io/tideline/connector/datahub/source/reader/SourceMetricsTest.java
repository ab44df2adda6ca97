package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.DataHubException.Reason;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {

  private final MetricListener listener = new MetricListener();
  private final SourceMetrics metrics =
      new SourceMetrics(InternalSourceReaderMetricGroup.mock(listener.getMetricGroup()));

  @Test
  void theShardThatIsFurthestBehindIsReportedAndAllRecordsThatAreLeft() {
    metrics.open("0");
    metrics.open("12");
    long now = System.currentTimeMillis();
    metrics.lag("0").fetched(0, now - 60_000, 9);
    metrics.lag("12").fetched(100, now, 199);

    assertThat(gauge("maxLagRecords")).isEqualTo(100);
    assertThat(gauge("maxLagMillis")).isGreaterThanOrEqualTo(60_000);
    assertThat(gauge("pendingRecords")).isEqualTo(110);
    assertThat(gauge("shard", "0", "lagRecords")).isEqualTo(10);
    assertThat(gauge("shard", "12", "lagRecords")).isEqualTo(100);
  }

  @Test
  void theOffsetThatTheServiceKeepsIsReportedByShard() {
    metrics.open("3");
    assertThat(gauge("shard", "3", "committedOffset")).isEqualTo(-1);

    metrics.committed("3", 41);
    metrics.committed("4", 5);
    assertThat(gauge("shard", "3", "committedOffset")).isEqualTo(41);
  }

  @Test
  void aShardThatHasEndedIsInNoFigureAnyMore() {
    metrics.open("0");
    metrics.lag("0").fetched(0, 0, 9);
    var group = (AbstractMetricGroup<?>) listener.getMetricGroup().addGroup("shard", "0");
    metrics.close("0");

    assertThat(group.isClosed()).isTrue();
    assertThat(gauge("maxLagRecords")).isZero();
    assertThat(gauge("maxLagMillis")).isZero();
    assertThat(gauge("pendingRecords")).isZero();
  }

  @Test
  void failuresAreCountedInAllAndByReason() {
    metrics.commitFailed(Reason.OFFSET_RESET);
    metrics.commitFailed(Reason.SESSION_LOST);
    metrics.expired(7);

    assertThat(counter("commitFailures")).isEqualTo(2);
    assertThat(counter("reason", "offset_reset", "commitFailures")).isOne();
    assertThat(counter("reason", "denied", "commitFailures")).isZero();
    assertThat(counter("recordsExpired")).isEqualTo(7);
  }

  private long gauge(String... name) {
    Gauge<Long> gauge = listener.<Long>getGauge(name).orElseThrow();
    return gauge.getValue();
  }

  private long counter(String... name) {
    return listener.getCounter(name).orElseThrow().getCount();
  }
}
