package io.tideline.runner.configuration;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/** The effective values of all parameters, checked. Secrets are in it only as references. */
public final class PipelineConfiguration {

  private final Map<String, Setting> settings;

  PipelineConfiguration(Map<String, Setting> settings) {
    this.settings = new LinkedHashMap<>(settings);
  }

  /** Every parameter, in the order of {@link Parameters}. */
  public Collection<Setting> settings() {
    return settings.values();
  }

  public Optional<Setting> find(String path) {
    return Optional.ofNullable(settings.get(path));
  }

  public String text(String path) {
    return find(path)
        .orElseThrow(() -> new IllegalArgumentException("no parameter '" + path + "'"))
        .value();
  }

  public int integer(String path) {
    return Integer.parseInt(text(path));
  }

  public Duration duration(String path) {
    return TimeUtils.parseDuration(text(path));
  }
}
