package io.tideline.runner.configuration;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** The effective values of all parameters, checked. Secrets are in it only as references. */
public final class PipelineConfiguration {

  private final Map<String, Setting> settings;
  private final List<Problem> warnings;

  PipelineConfiguration(Map<String, Setting> settings, List<Problem> warnings) {
    this.settings = new LinkedHashMap<>(settings);
    this.warnings = List.copyOf(warnings);
  }

  /** Every parameter, in the order of {@link Parameters}. */
  public Collection<Setting> settings() {
    return settings.values();
  }

  /** What is allowed but was hardly meant. */
  public List<Problem> warnings() {
    return warnings;
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

  public double decimal(String path) {
    return Double.parseDouble(text(path));
  }

  public Duration duration(String path) {
    return TimeUtils.parseDuration(text(path));
  }

  public MemorySize size(String path) {
    return MemorySize.parse(text(path));
  }
}
