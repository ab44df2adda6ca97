package io.tideline.runner.cluster;

import io.tideline.runner.configuration.PipelineConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the processes of a local cluster are made of: the project's Flink home and settings. */
public final class ClusterProgram {

  private final Path home;
  private final PipelineConfiguration pipeline;
  private final Map<String, String> logSettings;

  /**
   * @param home the project's directory
   * @param logSettings system properties for conf/log4j2.properties
   */
  public ClusterProgram(
      Path home, PipelineConfiguration pipeline, Map<String, String> logSettings) {
    this.home = home;
    this.pipeline = pipeline;
    this.logSettings = logSettings;
  }

  ClusterSettings settings(ClusterDirectory directory, ClusterSize size) throws IOException {
    return ClusterSettings.make(
        home.resolve("conf"), pipeline, directory, size.slots(), size.webPort());
  }

  String classPath() throws IOException {
    Path lib = home.resolve("flink/target/flink/lib");
    if (!Files.isDirectory(lib)) {
      throw new NoSuchFileException(lib.toString(), null, "no Flink home; ./tideline builds it");
    }
    return lib + "/*";
  }

  List<String> jvmOptions(Path log) {
    List<String> options = new ArrayList<>();
    options.add("-Dlog4j2.configurationFile=" + home.resolve("conf/log4j2.properties"));
    options.add("-Dtideline.log=" + log);
    // Everything is in the log; what is printed besides is what the JVM itself says.
    options.add("-Dtideline.console.level=OFF");
    logSettings.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }
}
