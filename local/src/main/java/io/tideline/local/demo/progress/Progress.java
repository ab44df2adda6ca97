package io.tideline.local.demo.progress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How far everything is, as a person reads it.
 *
 * @param elapsed since the start
 * @param database row events that the database has had, the first rows included
 * @param captured events that capture has read
 * @param topic records in the topic
 * @param delivered events that have passed the gate
 * @param rows events in finished files
 * @param files finished files
 * @param deadLetters events that could not be delivered
 * @param p50 milliseconds from the commit to the file, NaN when unknown
 * @param p99 likewise
 * @param rate changes a second in the database
 */
public record Progress(
    Duration elapsed,
    long database,
    long captured,
    long topic,
    long delivered,
    long rows,
    long files,
    long deadLetters,
    double p50,
    double p99,
    double rate) {

  /** Two lines that fit a terminal of 100 columns. */
  public List<String> lines() {
    return List.of(
        "%s  database %s → captured %s → topic %s → delivered %s"
            .formatted(
                time(), number(database), number(captured), number(topic), number(delivered)),
        "       %s rows in %s files, %s dead letters, latency P50 %s P99 %s, %s changes/s"
            .formatted(
                number(rows),
                number(files),
                number(deadLetters),
                milliseconds(p50),
                milliseconds(p99),
                number(Math.round(rate))));
  }

  /** All of it in one line, for a file. */
  public String line() {
    List<String> lines = lines();
    return lines.get(0) + " → " + lines.get(1).strip();
  }

  private String time() {
    return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String milliseconds(double value) {
    return Double.isNaN(value) ? "–" : number(Math.round(value)) + " ms";
  }
}
