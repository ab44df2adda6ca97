package io.tideline.local.datahub.model;

import io.tideline.local.datahub.storage.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A project: a comment and topics, kept in one directory. */
public final class Project implements AutoCloseable {
  private final Path directory;
  private final boolean fsync;
  private final Trash trash;
  private final JsonFile<Saved> file;
  private final TreeMap<String, Topic> topics = new TreeMap<>();
  private volatile Saved saved;

  /**
   * What the file holds.
   *
   * @param createTime seconds since the epoch
   * @param modifyTime seconds since the epoch
   */
  public record Saved(String comment, long createTime, long modifyTime) {}

  private Project(Path directory, boolean fsync, Trash trash) {
    this.directory = directory;
    this.fsync = fsync;
    this.trash = trash;
    this.file = new JsonFile<>(directory.resolve("project.json"), Saved.class, fsync);
  }

  static Project create(Path directory, boolean fsync, Trash trash, String comment)
      throws IOException {
    Project project = new Project(directory, fsync, trash);
    long now = System.currentTimeMillis() / 1000;
    project.save(new Saved(comment, now, now));
    return project;
  }

  /** Opens the project in this directory, or returns null if its creation did not finish. */
  static Project open(Path directory, boolean fsync, Trash trash) throws IOException {
    Project project = new Project(directory, fsync, trash);
    if (!project.file.exists()) {
      return null;
    }
    project.saved = project.file.read();
    for (Path path : Catalog.directoriesIn(directory.resolve("topics"))) {
      if (Topic.isIn(path)) {
        Topic topic = Topic.open(path, fsync);
        project.topics.put(topic.name(), topic);
      } else {
        trash.remove(path);
      }
    }
    return project;
  }

  public String name() {
    return directory.getFileName().toString();
  }

  public Saved about() {
    return saved;
  }

  public synchronized void comment(String comment) throws IOException {
    save(new Saved(comment, saved.createTime(), System.currentTimeMillis() / 1000));
  }

  public synchronized List<Topic> topics() {
    return List.copyOf(topics.values());
  }

  public synchronized Topic topic(String name) {
    Topic topic = topics.get(Names.canonical(name));
    if (topic == null) {
      throw new ServiceException(
          ErrorCode.NO_SUCH_TOPIC,
          "Topic '" + name + "' does not exist in project '" + name() + "'.");
    }
    return topic;
  }

  public synchronized void create(String topicName, TopicSettings settings, int shardCount)
      throws IOException {
    String name = Names.requireTopic(topicName);
    if (topics.containsKey(name)) {
      throw new ServiceException(
          ErrorCode.TOPIC_ALREADY_EXIST, "Topic '" + name + "' exists already.");
    }
    Path path = directory.resolve("topics").resolve(name);
    topics.put(name, Topic.create(path, fsync, settings, shardCount));
  }

  public synchronized void delete(String topicName) throws IOException {
    Topic topic = topic(topicName);
    topics.remove(topic.name());
    topic.close();
    trash.remove(topic.directory());
  }

  private void save(Saved next) throws IOException {
    file.write(next);
    saved = next;
  }

  Path directory() {
    return directory;
  }

  @Override
  public synchronized void close() throws IOException {
    for (Topic topic : topics.values()) {
      topic.close();
    }
  }
}
