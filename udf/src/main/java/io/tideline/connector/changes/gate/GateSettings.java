package io.tideline.connector.changes.gate;

import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Pattern;

/** How the gate of a stream is set. */
public final class GateSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final GateMode mode;
  private final Checks checks;
  private final Pattern unrouted;
  private final Duration timeToLive;
  private final LetterThreshold threshold;

  /**
   * @param timeToLive of a key's state since its last event; null for ever
   * @param unrouted which {@code database.table} may come without a table that reads them
   */
  public GateSettings(GateMode mode, Duration timeToLive, Checks checks, Pattern unrouted) {
    this(mode, timeToLive, checks, unrouted, LetterThreshold.NONE);
  }

  /**
   * @param timeToLive of a key's state since its last event; null for ever
   * @param unrouted which {@code database.table} may come without a table that reads them
   * @param threshold how many dead letters are too many
   */
  public GateSettings(
      GateMode mode,
      Duration timeToLive,
      Checks checks,
      Pattern unrouted,
      LetterThreshold threshold) {
    this.mode = mode;
    this.timeToLive = timeToLive;
    this.checks = checks;
    this.unrouted = unrouted;
    this.threshold = threshold;
  }

  public GateMode mode() {
    return mode;
  }

  /** Null for ever. */
  Duration timeToLive() {
    return timeToLive;
  }

  Checks checks() {
    return checks;
  }

  LetterThreshold threshold() {
    return threshold;
  }

  boolean mayBeUnrouted(String sourceTable) {
    return unrouted.matcher(sourceTable).matches();
  }
}
