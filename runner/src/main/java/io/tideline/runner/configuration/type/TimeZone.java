package io.tideline.runner.configuration.type;

import io.tideline.runner.configuration.NearestName;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;

/** A time zone by its name or its distance from UTC. */
public record TimeZone() implements ParameterType {

  private static final Pattern OFFSET = Pattern.compile("[+-](0\\d|1[0-7]):[0-5]\\d|[+-]18:00");

  @Override
  public String expectation() {
    return "a time zone such as UTC, Asia/Shanghai or +08:00";
  }

  @Override
  public boolean accepts(String text) {
    return ZoneId.getAvailableZoneIds().contains(text) || OFFSET.matcher(text).matches();
  }

  @Override
  public String remedy(String text) {
    return "must be " + expectation() + NearestName.hint(text, ZoneId.getAvailableZoneIds());
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "pattern", "^([A-Za-z][A-Za-z0-9_+/-]*|[+-]\\d{2}:\\d{2})$");
  }
}
