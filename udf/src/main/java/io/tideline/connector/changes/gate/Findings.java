package io.tideline.connector.changes.gate;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes findings: counts them, all and by kind; logs them, of each kind a few in a minute, so that
 * a flood stays readable; hands them on to the table of findings, or stops the job.
 */
final class Findings implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
  private static final int LINES_A_MINUTE = 10;
  private static final long MINUTE = 60_000;

  private final String stream;
  private final Checks checks;
  private final Consumer<Finding> table;
  private final LongSupplier clock;
  private final Counter all;
  private final Map<FindingKind, Kind> kinds = new EnumMap<>(FindingKind.class);

  /** What is remembered of one kind. */
  private static final class Kind {
    private final Counter counter;
    private long minute;
    private int lines;
    private long suppressed;

    Kind(Counter counter) {
      this.counter = counter;
    }
  }

  /**
   * @param table takes what is to be a row of the table of findings
   * @param clock milliseconds
   */
  Findings(
      StreamOutputs outputs, MetricGroup metrics, Consumer<Finding> table, LongSupplier clock) {
    this.stream = outputs.stream();
    this.checks = outputs.settings().checks();
    this.table = table;
    this.clock = clock;
    this.all = metrics.counter("findings");
    MetricGroup group = metrics.addGroup("finding");
    for (FindingKind kind : FindingKind.values()) {
      kinds.put(kind, new Kind(group.counter(kind.text())));
    }
  }

  /** Whether to look for that kind at all. */
  boolean isOn(FindingKind kind) {
    return checks.isOn(kind);
  }

  /**
   * @throws FlinkRuntimeException when findings of the kind shall stop the job
   */
  void report(Finding finding) {
    FindingKind kind = finding.kind();
    CheckMode mode = checks.of(kind);
    if (mode == CheckMode.OFF) {
      return;
    }
    all.inc();
    kinds.get(kind).counter.inc();
    if (mode == CheckMode.FAIL) {
      throw new FlinkRuntimeException(
          String.format(
              "stream %s: %s (the check of this kind is set to 'fail')", stream, finding));
    }
    log(finding, kinds.get(kind));
    if (mode == CheckMode.FINDING) {
      table.accept(finding);
    }
  }

  private void log(Finding finding, Kind kind) {
    long now = clock.getAsLong();
    if (now - kind.minute >= MINUTE) {
      logSuppressed(finding.kind(), kind);
      kind.minute = now;
      kind.lines = 0;
    }
    if (kind.lines < LINES_A_MINUTE) {
      kind.lines++;
      LOG.warn("stream {}: finding {}: {}", stream, kind.counter.getCount(), finding);
    } else {
      kind.suppressed++;
    }
  }

  private void logSuppressed(FindingKind name, Kind kind) {
    if (kind.suppressed > 0) {
      LOG.warn("stream {}: {} more {} were not logged", stream, kind.suppressed, name);
      kind.suppressed = 0;
    }
  }

  @Override
  public void close() {
    kinds.forEach(this::logSuppressed);
  }
}
