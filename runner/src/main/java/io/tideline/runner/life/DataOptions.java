package io.tideline.runner.life;

import io.tideline.runner.cluster.ClusterDirectory;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the local cluster is. */
public final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the local cluster is kept (default: .tideline of the project).")
  private Path data;

  private final Map<String, String> environment;

  /**
   * @param environment the environment variables
   */
  public DataOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  ClusterDirectory cluster() {
    return new ClusterDirectory(
        data == null ? Path.of(environment.getOrDefault("TIDELINE_HOME", ""), ".tideline") : data);
  }
}
