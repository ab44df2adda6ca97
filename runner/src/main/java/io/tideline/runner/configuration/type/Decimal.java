package io.tideline.runner.configuration.type;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** A decimal number between two bounds, both included. */
public record Decimal(BigDecimal least, BigDecimal greatest) implements ParameterType {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  /** The bounds as they are written. */
  public static Decimal between(String least, String greatest) {
    return new Decimal(new BigDecimal(least), new BigDecimal(greatest));
  }

  @Override
  public String expectation() {
    return "a number from " + least.toPlainString() + " to " + greatest.toPlainString();
  }

  @Override
  public boolean accepts(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return false;
    }
    BigDecimal value = new BigDecimal(text);
    return value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0;
  }

  @Override
  public boolean isNumber() {
    return true;
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "number", "minimum", least, "maximum", greatest);
  }
}
