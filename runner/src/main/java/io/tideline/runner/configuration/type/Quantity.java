package io.tideline.runner.configuration.type;

import java.util.regex.Pattern;

/** A number with a unit behind it. Flink would take a bare one for milliseconds, or bytes. */
final class Quantity {

  static final String FORM = "^\\s*[0-9]+\\s*[A-Za-zµ]+\\s*$";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  private Quantity() {}

  static boolean hasUnit(String text) {
    return PATTERN.matcher(text).matches();
  }
}
