package io.tideline.runner.configuration.type;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The name of something in DataHub, which stands in the service's addresses. */
public record Name() implements ParameterType {

  private static final String FORM = "^[A-Za-z0-9_-]{1,128}$";
  private static final Pattern PATTERN = Pattern.compile(FORM);

  @Override
  public String expectation() {
    return "a name of up to 128 letters, digits, _ and -";
  }

  @Override
  public boolean accepts(String text) {
    return PATTERN.matcher(text).matches();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", List.of("string", "integer"), "pattern", FORM);
  }
}
