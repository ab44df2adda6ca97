package io.tideline.runner.configuration.type;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.util.TimeUtils;

/** A span of time with its unit, as Flink writes it, between two bounds, both included. */
public record TimeSpan(Duration least, Duration greatest) implements ParameterType {

  /** The bounds as Flink writes them: "10 ms". */
  public static TimeSpan between(String least, String greatest) {
    return new TimeSpan(TimeUtils.parseDuration(least), TimeUtils.parseDuration(greatest));
  }

  @Override
  public String expectation() {
    return String.format(
        "a duration with its unit, such as 10 s or 5 min, from %s to %s",
        TimeUtils.formatWithHighestUnit(least), TimeUtils.formatWithHighestUnit(greatest));
  }

  @Override
  public boolean accepts(String text) {
    if (!Quantity.hasUnit(text)) {
      return false;
    }
    try {
      Duration value = TimeUtils.parseDuration(text);
      return value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "pattern", Quantity.FORM);
  }
}
