package io.tideline.runner.configuration.type;

import java.util.List;
import java.util.Map;

/** Any text that is not blank. */
public record Text() implements ParameterType {

  @Override
  public String expectation() {
    return "a text that is not empty";
  }

  @Override
  public boolean accepts(String text) {
    return !text.isBlank();
  }

  @Override
  public Map<String, Object> schema() {
    // A text of digits need not be quoted.
    return Map.of("type", List.of("string", "integer"), "pattern", "\\S");
  }
}
