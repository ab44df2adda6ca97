package io.tideline.connector.changes.gate;

import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Counts rows and dead letters of the window that runs, and says so once in a window when there are
 * too many letters: at the letter that is one too many, or at the window's end where the rows that
 * made the window count came after the letters.
 */
final class LetterShare {

  /** Of log lines that somebody should be told of at once. */
  static final Marker ALERT = MarkerFactory.getMarker("ALERT");

  private static final Logger LOG = LoggerFactory.getLogger(LetterShare.class);

  private final String stream;
  private final LetterThreshold threshold;
  private final Counter alerts;
  private long rows;
  private long letters;
  private double lastShare;
  private boolean told;

  LetterShare(String stream, LetterThreshold threshold, MetricGroup metrics) {
    this.stream = stream;
    this.threshold = threshold;
    this.alerts = metrics.counter("deadLetterAlerts");
    metrics.gauge("deadLetterShare", () -> lastShare);
  }

  void row() {
    rows++;
  }

  /**
   * @throws FlinkRuntimeException when there are too many, and that is to stop the job
   */
  void letter() {
    letters++;
    check();
  }

  /**
   * Ends the window and begins the next.
   *
   * @throws FlinkRuntimeException as {@link #letter}
   */
  void endWindow() {
    check();
    lastShare = rows + letters == 0 ? 0 : (double) letters / (rows + letters);
    rows = 0;
    letters = 0;
    told = false;
  }

  private void check() {
    if (told || !threshold.isExceeded(rows, letters)) {
      return;
    }
    told = true;
    alerts.inc();
    String words =
        String.format(
            Locale.ROOT,
            "stream %s: %d of %d rows became dead letters within %d s, more than %.2f %%",
            stream,
            letters,
            rows + letters,
            threshold.window().toSeconds(),
            threshold.share() * 100);
    if (threshold.action() == LetterThreshold.Action.FAIL) {
      throw new FlinkRuntimeException(words + " ('dead-letters.alert.action' is 'fail')");
    }
    LOG.warn(ALERT, "{}", words);
  }
}
