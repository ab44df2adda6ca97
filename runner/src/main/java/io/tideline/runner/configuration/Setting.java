package io.tideline.runner.configuration;

/**
 * A parameter with its value and where that came from. A secret's value is its reference, unless it
 * is a mistake: see {@link #shown}.
 */
public record Setting(Parameter parameter, String value, Origin origin) {

  /** The value as a message may have it: whatever stands in a secret's place is hidden. */
  String shown() {
    return parameter.isSecret() ? "******" : "'" + value + "'";
  }

  boolean isDefault() {
    return origin.equals(Origin.DEFAULT);
  }
}
