package io.tideline.runner.configuration.type;

import java.util.Map;
import java.util.regex.Pattern;

/** The name or number of a machine, without a port. */
public record Host() implements ParameterType {

  private static final String FORM =
      "^([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\])$";
  private static final Pattern PATTERN = Pattern.compile(FORM);

  @Override
  public String expectation() {
    return "a host name or an address such as db.example, 10.0.0.7 or [::1], without a port";
  }

  @Override
  public boolean accepts(String text) {
    return PATTERN.matcher(text).matches();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "pattern", FORM);
  }
}
