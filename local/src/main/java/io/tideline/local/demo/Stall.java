package io.tideline.local.demo;

import io.tideline.local.demo.progress.Progress;
import java.time.Duration;

/** Notices that nothing moves any more, and says where it has stopped. */
final class Stall {

  private final Duration patience;
  private long lastSum = -1;
  private long lastMove = System.nanoTime();

  Stall(Duration patience) {
    this.patience = patience;
  }

  /** Whether no figure has moved for longer than the patience. */
  boolean is(Progress progress) {
    // Capture's heartbeats move the topic without end.
    long sum = progress.database() + progress.delivered() + progress.rows();
    long now = System.nanoTime();
    if (sum != lastSum) {
      lastSum = sum;
      lastMove = now;
    }
    return now - lastMove > patience.toNanos();
  }

  /** The first part of the way that has less than what should have come through. */
  static String where(Progress progress, long expected) {
    if (progress.topic() < expected) {
      return "capture: the topic has %,d of %,d events".formatted(progress.topic(), expected);
    } else if (progress.rows() == 0 && progress.delivered() == 0) {
      return "deliver: nothing of %,d events has passed the gate".formatted(expected);
    }
    return "deliver: %,d of %,d events are in finished files, %,d are dead letters"
        .formatted(progress.rows(), expected, progress.deadLetters());
  }
}
