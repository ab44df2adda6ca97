package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.ScriptFolder;
import io.tideline.runner.script.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where a pipeline's configuration and SQL are. Unless named, they are in the project's directory,
 * which the launcher gives in TIDELINE_HOME; without one, in this program's jar.
 */
public final class ProjectOptions {

  /** The description of the option by which somebody lets go state of removed routes. */
  public static final String DROP_STATE =
      "Let go what these removed routes kept, files.orders for one: rows in files that they have not"
          + " finished are lost.";

  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--sql",
      paramLabel = "DIR",
      description = "The folder of the SQL folders (default: sql of the project).")
  private Path sql;

  public PipelineConfiguration configuration() throws IOException, ConfigurationException {
    return configuration(List.of());
  }

  /**
   * @param more settings that win over all others, {@code path=value} each
   */
  public PipelineConfiguration configuration(List<String> more)
      throws IOException, ConfigurationException {
    return configuration.load(more);
  }

  /** The same for a verb that shows the warnings itself. */
  PipelineConfiguration configurationSilently() throws IOException, ConfigurationException {
    return configuration.loadSilently();
  }

  public Map<String, String> environment() {
    return configuration.environment();
  }

  /** The statements of one of the SQL folders. */
  public List<Statement> statements(String folder) throws IOException, ScriptException {
    Path directory = sqlDirectory().resolve(folder);
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString(), null, "no such folder of SQL");
    }
    return ScriptFolder.statements(directory);
  }

  public Path sqlDirectory() throws IOException {
    return sql == null ? configuration.inProject("sql") : sql;
  }
}
