package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What the values of the parameters are: of which file, and which win over it. */
final class ConfigurationOptions {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationOptions.class);
  private static final String HOME = "TIDELINE_HOME";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: conf/pipeline.yaml of the project).")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "A parameter's value, such as deliver.parallelism=4; wins over the environment and the file."
              + " Repeatable.")
  private List<String> sets = new ArrayList<>();

  private final Map<String, String> environment;

  /**
   * @param environment the environment variables
   */
  ConfigurationOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  Map<String, String> environment() {
    return environment;
  }

  /**
   * The configuration; its warnings go to the log.
   *
   * @param more settings that win over all others, {@code path=value} each
   */
  PipelineConfiguration load(List<String> more) throws IOException, ConfigurationException {
    List<String> all = new ArrayList<>(sets);
    all.addAll(more);
    PipelineConfiguration configuration = loadSilently(all);
    configuration.warnings().forEach(warning -> LOG.warn("{}", warning));
    return configuration;
  }

  /** The same for a verb that shows the warnings itself. */
  PipelineConfiguration loadSilently() throws IOException, ConfigurationException {
    return loadSilently(sets);
  }

  private PipelineConfiguration loadSilently(List<String> all)
      throws IOException, ConfigurationException {
    Path file = config == null ? inProject("conf").resolve("pipeline.yaml") : config;
    Path base = Path.of(environment.getOrDefault(HOME, ""));
    return new ConfigurationLoader(environment, base).load(file, all);
  }

  /** A directory of the project, or of this program's jar where there is no project around it. */
  Path inProject(String name) throws IOException {
    String home = environment.get(HOME);
    return home == null ? PackedProject.directory().resolve(name) : Path.of(home, name);
  }
}
