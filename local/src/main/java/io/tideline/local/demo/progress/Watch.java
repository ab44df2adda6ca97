package io.tideline.local.demo.progress;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Gathers the figures of all parts, each tolerantly: a part that is away keeps its last ones. */
public final class Watch {

  private static final double NANOS = 1e9;

  private final TopicStatus topic;
  private final JobMetrics capture;
  private final JobMetrics deliver;
  private final FinishedRows output;
  private final FinishedRows deadLetters;
  private final long started = System.nanoTime();
  private long lastTime = started;
  private long lastDatabase = -1;
  private double rate;
  // The jobs count from their start; earlier starts of the demo have left this much behind.
  private long capturedBefore = -1;
  private long deliveredBefore;

  public Watch(
      TopicStatus topic,
      JobMetrics capture,
      JobMetrics deliver,
      FinishedRows output,
      FinishedRows deadLetters) {
    this.topic = topic;
    this.capture = capture;
    this.deliver = deliver;
    this.output = output;
    this.deadLetters = deadLetters;
  }

  /**
   * @param database row events that the database has had
   */
  public Progress look(long database) throws IOException, SQLException, InterruptedException {
    capture.refresh();
    deliver.refresh();
    output.refresh();
    deadLetters.refresh();
    long now = System.nanoTime();
    if (lastDatabase >= 0 && now > lastTime) {
      rate = (database - lastDatabase) / ((now - lastTime) / NANOS);
    }
    lastDatabase = database;
    lastTime = now;
    long inTopic = topic.records();
    if (capturedBefore < 0) {
      capturedBefore = inTopic;
      deliveredBefore = output.rows();
    }
    return new Progress(
        Duration.ofNanos(now - started),
        database,
        // The jobs' figures are some seconds old: what has come further has come past them.
        Math.max(capturedBefore + capture.counter("capturedChanges"), inTopic),
        inTopic,
        Math.max(deliveredBefore + deliver.counter("delivered"), output.rows()),
        output.rows(),
        output.files(),
        Math.max(deadLetters.rows(), deliver.counter("undeliverable")),
        deliver.latency("reachedSinkLatencyMs_median"),
        deliver.latency("reachedSinkLatencyMs_p99"),
        rate);
  }
}
