package io.tideline.runner.configuration.type;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A whole number between two bounds, both included.
 *
 * @param unit what is counted, in the plural: "days"
 */
public record WholeNumber(int least, int greatest, String unit) implements ParameterType {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");

  /** A bare number, such as that of a port. */
  public WholeNumber(int least, int greatest) {
    this(least, greatest, "");
  }

  @Override
  public String expectation() {
    String counted = unit.isEmpty() ? "" : " of " + unit;
    return greatest == Integer.MAX_VALUE
        ? String.format("a whole number%s, at least %d", counted, least)
        : String.format("a whole number%s from %d to %d", counted, least, greatest);
  }

  @Override
  public boolean accepts(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return false;
    }
    long value = Long.parseLong(text);
    return value >= least && value <= greatest;
  }

  @Override
  public boolean isNumber() {
    return true;
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "integer", "minimum", least, "maximum", greatest);
  }
}
