package io.tideline.connector.changes.gate;

import java.io.Serializable;
import java.util.regex.Pattern;

/** How the gate of a stream is set. */
public final class GateSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final GateMode mode;
  private final Checks checks;
  private final Pattern unrouted;
  private final LetterThreshold threshold;

  /**
   * @param unrouted which {@code database.table} may come without a table that reads them
   */
  public GateSettings(GateMode mode, Checks checks, Pattern unrouted) {
    this(mode, checks, unrouted, LetterThreshold.NONE);
  }

  /**
   * @param threshold how many dead letters are too many
   */
  public GateSettings(GateMode mode, Checks checks, Pattern unrouted, LetterThreshold threshold) {
    this.mode = mode;
    this.checks = checks;
    this.unrouted = unrouted;
    this.threshold = threshold;
  }

  public GateMode mode() {
    return mode;
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
