package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.ScriptFolder;
import io.tideline.runner.script.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Where a pipeline's configuration and SQL are. Unless named, they are in the project's directory,
 * which the launcher gives in TIDELINE_HOME; without one, in this program's jar.
 */
final class ProjectOptions {

  private static final String HOME = "TIDELINE_HOME";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: conf/pipeline.yaml of the project).")
  private Path config;

  @Option(
      names = "--sql",
      paramLabel = "DIR",
      description = "The folder of the SQL folders (default: sql of the project).")
  private Path sql;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "A parameter's value; wins over the environment and the file. Repeatable.")
  private List<String> sets = new ArrayList<>();

  PipelineConfiguration configuration() throws IOException, ConfigurationException {
    return configuration(List.of());
  }

  /**
   * @param more settings that win over all others, {@code path=value} each
   */
  PipelineConfiguration configuration(List<String> more)
      throws IOException, ConfigurationException {
    Path file = config == null ? packed("conf").resolve("pipeline.yaml") : config;
    List<String> all = new ArrayList<>(sets);
    all.addAll(more);
    return new ConfigurationLoader(System.getenv(), base()).load(file, all);
  }

  /** The statements of one of the SQL folders. */
  List<Statement> statements(String folder) throws IOException, ScriptException {
    Path directory = sqlDirectory().resolve(folder);
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString(), null, "no such folder of SQL");
    }
    return ScriptFolder.statements(directory);
  }

  Path sqlDirectory() throws IOException {
    return sql == null ? packed("sql") : sql;
  }

  private static Path packed(String name) throws IOException {
    String home = System.getenv(HOME);
    return home == null ? PackedProject.directory().resolve(name) : Path.of(home, name);
  }

  private static Path base() {
    String home = System.getenv(HOME);
    return Path.of(home == null ? "" : home);
  }
}
