package io.tideline.local.datahub.model;

import io.tideline.local.datahub.protocol.RecordBatch;
import io.tideline.local.datahub.storage.JsonFile;
import io.tideline.local.datahub.storage.ShardLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;

/** A topic: its settings, shards with their logs, and subscriptions, all kept in one directory. */
public final class Topic implements AutoCloseable {
  private static final long MILLIS_PER_DAY = 24L * 60 * 60 * 1000;

  private final Path directory;
  private final boolean fsync;
  private final JsonFile<Saved> file;
  private final Map<String, ShardLog> logs = new ConcurrentHashMap<>();
  private final Subscriptions subscriptions;
  // Appends hold the read side, so that a shard never gets a record after it was closed.
  private final ReadWriteLock shardChange = new ReentrantReadWriteLock();
  private volatile Saved saved;

  /**
   * What the file holds.
   *
   * @param instance drawn at creation; cursors of an earlier topic of this name do not fit
   */
  record Saved(long instance, TopicSettings settings, ShardMap shards) {}

  private Topic(Path directory, boolean fsync, Saved saved) throws IOException {
    this.directory = directory;
    this.fsync = fsync;
    this.file = topicFile(directory, fsync);
    this.saved = saved;
    this.subscriptions = new Subscriptions(directory.resolve("subscriptions.json"), fsync);
    openLogs(saved.shards());
  }

  static Topic create(Path directory, boolean fsync, TopicSettings settings, int shardCount)
      throws IOException {
    Saved saved =
        new Saved(
            ThreadLocalRandom.current().nextLong(),
            settings,
            ShardMap.create(shardCount, System.currentTimeMillis()));
    Topic topic = new Topic(directory, fsync, saved);
    topic.file.write(saved);
    return topic;
  }

  static Topic open(Path directory, boolean fsync) throws IOException {
    return new Topic(directory, fsync, topicFile(directory, fsync).read());
  }

  static boolean isIn(Path directory) {
    return topicFile(directory, false).exists();
  }

  private static JsonFile<Saved> topicFile(Path directory, boolean fsync) {
    return new JsonFile<>(directory.resolve("topic.json"), Saved.class, fsync);
  }

  public String name() {
    return directory.getFileName().toString();
  }

  public TopicSettings settings() {
    return saved.settings();
  }

  public ShardMap shards() {
    return saved.shards();
  }

  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /** The log of an existing shard, to read. */
  public ShardLog log(String shardId) {
    shards().get(shardId);
    return logs.get(shardId);
  }

  /** The number that cursors of this shard are sealed with. */
  public long seal(String shardId) {
    return saved.instance() + Long.parseLong(shardId) * 0x632BE59BD9B4E019L;
  }

  /** Appends to an active shard. */
  public void append(String shardId, RecordBatch records) throws IOException {
    shardChange.readLock().lock();
    try {
      if (!shards().get(shardId).isActive()) {
        throw sealed(shardId);
      }
      logs.get(shardId).append(records);
    } finally {
      shardChange.readLock().unlock();
    }
  }

  /** The answer to a write, or to a read at the end, of a closed shard. */
  public static ServiceException sealed(String shardId) {
    return new ServiceException(
        ErrorCode.INVALID_SHARD_OPERATION,
        "The specified shard is not active: '" + shardId + "' was split or merged and is sealed.");
  }

  public synchronized void changeSettings(UnaryOperator<TopicSettings> change) throws IOException {
    save(new Saved(saved.instance(), change.apply(saved.settings()), saved.shards()));
  }

  /** Changes the shards while no record is being appended, and returns the new map. */
  public synchronized ShardMap changeShards(UnaryOperator<ShardMap> change) throws IOException {
    shardChange.writeLock().lock();
    try {
      ShardMap next = change.apply(saved.shards());
      openLogs(next);
      save(new Saved(saved.instance(), saved.settings(), next));
      return next;
    } finally {
      shardChange.writeLock().unlock();
    }
  }

  /** Removes what is older than the lifecycle. */
  public void expire(long now) throws IOException {
    for (ShardLog log : logs.values()) {
      log.expireBefore(now - settings().lifecycle() * MILLIS_PER_DAY);
    }
  }

  private void openLogs(ShardMap shards) throws IOException {
    for (Shard shard : shards.shards()) {
      if (!logs.containsKey(shard.id())) {
        Path path = directory.resolve("shards").resolve(shard.id());
        logs.put(shard.id(), ShardLog.open(path, fsync));
      }
    }
  }

  private void save(Saved next) throws IOException {
    file.write(next);
    saved = next;
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    for (ShardLog log : logs.values()) {
      log.close();
    }
  }
}
