package io.tideline.runner.configuration.type;

import java.util.Map;
import org.apache.flink.configuration.MemorySize;

/** A number of bytes with its unit, as Flink writes it, between two bounds, both included. */
public record Size(MemorySize least, MemorySize greatest) implements ParameterType {

  /** The bounds as Flink writes them: "1 kb". */
  public static Size between(String least, String greatest) {
    return new Size(MemorySize.parse(least), MemorySize.parse(greatest));
  }

  @Override
  public String expectation() {
    return String.format(
        "a size with its unit, such as 128 mb or 1 gb, from %s to %s",
        least.toHumanReadableString(), greatest.toHumanReadableString());
  }

  @Override
  public boolean accepts(String text) {
    if (!Quantity.hasUnit(text)) {
      return false;
    }
    try {
      MemorySize value = MemorySize.parse(text);
      return value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "pattern", Quantity.FORM);
  }
}
