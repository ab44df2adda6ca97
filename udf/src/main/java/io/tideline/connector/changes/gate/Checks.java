package io.tideline.connector.changes.gate;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/** What is looked for in a stream; each kind a row of the table of findings where not said else. */
public final class Checks implements Serializable {

  private static final long serialVersionUID = 1L;

  private final EnumMap<FindingKind, CheckMode> modes = new EnumMap<>(FindingKind.class);

  public Checks(Map<FindingKind, CheckMode> modes) {
    this.modes.putAll(modes);
  }

  CheckMode of(FindingKind kind) {
    return modes.getOrDefault(kind, CheckMode.FINDING);
  }

  boolean isOn(FindingKind kind) {
    return of(kind) != CheckMode.OFF;
  }
}
