package io.tideline.verify;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.References;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.ScriptFolder;
import io.tideline.verify.plan.FilesTable;
import io.tideline.verify.plan.FilesTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The pipeline that is verified: its configuration and SQL, as the runner reads them. */
final class PipelineOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: conf/pipeline.yaml of the project).")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "A parameter's value, such as database.host=10.0.0.7; wins over the environment and the file."
              + " Repeatable.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--sql",
      paramLabel = "DIR",
      description = "The folder of the SQL folders (default: sql of the project).")
  private Path sql;

  private final Map<String, String> environment;

  PipelineOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The project's directory, which the launcher gives; else the current one. */
  Path home() {
    return Path.of(environment.getOrDefault("TIDELINE_HOME", "")).toAbsolutePath();
  }

  PipelineConfiguration configuration() throws ConfigurationException {
    Path file = config == null ? home().resolve("conf/pipeline.yaml") : config;
    return new ConfigurationLoader(environment, home()).load(file, sets);
  }

  List<FilesTable> filesTables(PipelineConfiguration configuration)
      throws IOException, ScriptException {
    Path folder = (sql == null ? home().resolve("sql") : sql).resolve("deliver");
    return new FilesTables()
        .in(new References(configuration).render(ScriptFolder.statements(folder)));
  }
}
