package io.tideline.runner.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a local cluster has its configuration, pid files, logs and temporary files. */
public final class ClusterDirectory {

  private static final String PID = ".pid";

  private final Path root;

  /**
   * @param data the directory of everything that this machine's pipeline keeps
   */
  public ClusterDirectory(Path data) {
    this.root = data.toAbsolutePath().normalize().resolve("cluster");
  }

  void make() throws IOException {
    for (Path directory : List.of(configuration(), logs(), temporary())) {
      Files.createDirectories(directory);
    }
  }

  /** The directory of Flink's config.yaml. */
  Path configuration() {
    return root.resolve("conf");
  }

  Path configurationFile() {
    return configuration().resolve("config.yaml");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path lock() {
    return root.resolve("lock");
  }

  ClusterProcess process(String name) {
    return new ClusterProcess(name, root.resolve(name + PID));
  }

  /** Every process that was started and not stopped, dead ones too; the JobManager comes first. */
  public List<ClusterProcess> processes() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(PID))
          .map(name -> name.substring(0, name.length() - PID.length()))
          .sorted()
          .map(this::process)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
