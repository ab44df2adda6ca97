package io.tideline.local.datahub.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All projects of a data directory, which one server at a time may use. */
public final class Catalog implements AutoCloseable {
  private final Path projectsDirectory;
  private final boolean fsync;
  private final Trash trash;
  private final FileChannel lock;
  private final TreeMap<String, Project> projects = new TreeMap<>();

  private Catalog(Path data, boolean fsync, FileChannel lock) {
    this.projectsDirectory = data.resolve("projects");
    this.fsync = fsync;
    this.trash = new Trash(data.resolve("trash"));
    this.lock = lock;
  }

  /** Opens the directory, or makes it, and reads every log's tail. */
  public static Catalog open(Path data, boolean fsync) throws IOException {
    Files.createDirectories(data);
    Catalog catalog = new Catalog(data, fsync, lock(data.resolve("lock")));
    try {
      catalog.trash.empty();
      for (Path path : directoriesIn(catalog.projectsDirectory)) {
        Project project = Project.open(path, fsync, catalog.trash);
        if (project == null) {
          catalog.trash.remove(path);
        } else {
          catalog.projects.put(project.name(), project);
        }
      }
      return catalog;
    } catch (IOException | RuntimeException e) {
      catalog.close();
      throw e;
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null) {
      channel.close();
      throw new IOException(
          path.getParent() + " is in use by another server; stop it or choose another directory.");
    }
    return channel;
  }

  static List<Path> directoriesIn(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.filter(Files::isDirectory).sorted().toList();
    }
  }

  public synchronized List<Project> projects() {
    return List.copyOf(projects.values());
  }

  public synchronized Project project(String name) {
    Project project = projects.get(Names.canonical(name));
    if (project == null) {
      throw new ServiceException(
          ErrorCode.NO_SUCH_PROJECT, "Project '" + name + "' does not exist.");
    }
    return project;
  }

  public synchronized void create(String projectName, String comment) throws IOException {
    String name = Names.requireProject(projectName);
    if (projects.containsKey(name)) {
      throw new ServiceException(
          ErrorCode.PROJECT_ALREADY_EXIST, "Project '" + name + "' exists already.");
    }
    projects.put(name, Project.create(projectsDirectory.resolve(name), fsync, trash, comment));
  }

  public synchronized void delete(String projectName) throws IOException {
    Project project = project(projectName);
    if (!project.topics().isEmpty()) {
      throw new ServiceException(
          ErrorCode.OPERATION_DENIED,
          "Project '" + project.name() + "' still has topics; delete them first.");
    }
    projects.remove(project.name());
    trash.remove(project.directory());
  }

  /** Removes every record that is older than its topic's lifecycle. */
  public void expire(long now) throws IOException {
    for (Project project : projects()) {
      for (Topic topic : project.topics()) {
        topic.expire(now);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      for (Project project : projects.values()) {
        project.close();
      }
    } finally {
      lock.close();
    }
  }
}
