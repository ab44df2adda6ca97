package io.tideline.runner;

import io.tideline.runner.configuration.PipelineConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;

/**
 * Brings the section {@code logging} into this process' log: conf/log4j2.properties reads the
 * system properties that are set here.
 */
public final class LogSettings {

  private static final String PREFIX = "tideline.log.";

  private final PipelineConfiguration configuration;

  public LogSettings(PipelineConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Sets the properties and has log4j read its configuration again. */
  public void apply() {
    properties().forEach(System::setProperty);
    // Another logging system than ours reads another configuration.
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      context.reconfigure();
    }
  }

  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(PREFIX + "level", configuration.text("logging.level"));
    properties.put(PREFIX + "format", configuration.text("logging.format"));
    properties.put(
        PREFIX + "file.size", Long.toString(configuration.size("logging.file.size").getBytes()));
    properties.put(PREFIX + "file.count", configuration.text("logging.file.count"));
    return properties;
  }
}
