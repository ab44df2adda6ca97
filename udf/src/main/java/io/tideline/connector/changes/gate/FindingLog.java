package io.tideline.connector.changes.gate;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts findings, all and by kind, and logs them: of each kind the first ten, then each whose
 * number is a power of two, so that a flood stays readable.
 */
final class FindingLog {

  private static final Logger LOG = LoggerFactory.getLogger(FindingLog.class);
  private static final int ALWAYS = 10;

  private final String stream;
  private final Counter all;
  private final Map<Finding.Kind, Counter> byKind = new EnumMap<>(Finding.Kind.class);

  FindingLog(String stream, MetricGroup metrics) {
    this.stream = stream;
    this.all = metrics.counter("findings");
    MetricGroup kinds = metrics.addGroup("finding");
    for (Finding.Kind kind : Finding.Kind.values()) {
      byKind.put(kind, kinds.counter(kind.name().toLowerCase(Locale.ROOT)));
    }
  }

  void report(Finding finding) {
    all.inc();
    Counter counter = byKind.get(finding.kind());
    counter.inc();
    long count = counter.getCount();
    if (count <= ALWAYS || Long.bitCount(count) == 1) {
      LOG.warn("stream {}: finding {} of its kind here: {}", stream, count, finding);
    }
  }
}
