package io.tideline.runner.configuration;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that is wrong with a configuration, or may be.
 *
 * @param origin where it stands
 * @param path the parameter, or the key that is none; may be empty
 * @param value the value, or empty; never a secret's
 * @param remedy what would be right
 */
public record Problem(Origin origin, String path, String value, String remedy) {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]");

  @Override
  public String toString() {
    return Stream.of(origin.toString(), path, value, remedy)
        .filter(part -> !part.isEmpty())
        .map(Problem::onOneLine)
        .collect(Collectors.joining(": "));
  }

  /** A line end in a value must not look like another problem. */
  private static String onOneLine(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(control -> String.format("\\\\u%04x", (int) control.group().charAt(0)));
  }
}
