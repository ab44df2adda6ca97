package io.tideline.local.datahub.model;

import io.tideline.local.datahub.storage.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** The subscriptions of one topic with their offsets, on disk before a call returns. */
public final class Subscriptions {
  private static final String ID_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final JsonFile<Saved> file;
  private final TreeMap<String, Subscription> subscriptions = new TreeMap<>();

  /** What the file holds. */
  record Saved(List<Subscription> subscriptions) {}

  Subscriptions(Path path, boolean fsync) throws IOException {
    file = new JsonFile<>(path, Saved.class, fsync);
    if (file.exists()) {
      file.read().subscriptions().forEach(each -> subscriptions.put(each.id(), each));
    }
  }

  /** Creates a subscription and returns its id, which begins with the time in milliseconds. */
  public synchronized String create(String comment) throws IOException {
    StringBuilder id = new StringBuilder().append(System.currentTimeMillis());
    for (int i = 0; i < 5; i++) {
      id.append(ID_LETTERS.charAt(ThreadLocalRandom.current().nextInt(ID_LETTERS.length())));
    }
    save(Subscription.create(id.toString(), comment, System.currentTimeMillis() / 1000));
    return id.toString();
  }

  public synchronized Subscription get(String id) {
    Subscription subscription = subscriptions.get(id);
    if (subscription == null) {
      throw new ServiceException(
          ErrorCode.NO_SUCH_SUBSCRIPTION, "Subscription '" + id + "' does not exist.");
    }
    return subscription;
  }

  public synchronized List<Subscription> list() {
    return List.copyOf(subscriptions.values());
  }

  public synchronized void delete(String id) throws IOException {
    get(id);
    Map<String, Subscription> rest = new TreeMap<>(subscriptions);
    rest.remove(id);
    write(rest.values());
    subscriptions.remove(id);
  }

  public synchronized void update(String id, UnaryOperator<Subscription> change)
      throws IOException {
    save(change.apply(get(id)));
  }

  /** Begins a new session on these shards and returns their offsets; older sessions end. */
  public synchronized Map<String, Offset> open(String id, List<String> shardIds)
      throws IOException {
    Subscription subscription = get(id);
    subscription.requireOnline();
    Map<String, Offset> opened = new TreeMap<>();
    shardIds.forEach(shard -> opened.put(shard, subscription.offset(shard).open()));
    save(subscription.withOffsets(opened));
    return opened;
  }

  /** Commits the offsets of all these shards, or of none. */
  public synchronized void commit(String id, Map<String, Offset> consumed) throws IOException {
    Subscription subscription = get(id);
    subscription.requireOnline();
    Map<String, Offset> committed = new TreeMap<>();
    consumed.forEach(
        (shard, offset) -> {
          Offset present = subscription.offset(shard);
          requireSame(shard, present, offset);
          committed.put(shard, present.commit(offset));
        });
    save(subscription.withOffsets(committed));
  }

  /** Sets offsets from outside; a consumer that commits afterwards is told so. */
  public synchronized void reset(String id, Map<String, Offset> targets) throws IOException {
    Subscription subscription = get(id);
    Map<String, Offset> changed = new TreeMap<>();
    targets.forEach((shard, to) -> changed.put(shard, subscription.offset(shard).reset(to)));
    save(subscription.withOffsets(changed));
  }

  private static void requireSame(String shard, Offset present, Offset sent) {
    if (!present.isOpen()) {
      throw new ServiceException(
          ErrorCode.OFFSET_SESSION_CLOSED, "No session is open on shard '" + shard + "'.");
    }
    if (present.version() != sent.version()) {
      throw new ServiceException(
          ErrorCode.OFFSET_RESETED,
          "The offset of shard '" + shard + "' was reset; open a new session.");
    }
    if (present.session() != sent.session()) {
      throw new ServiceException(
          ErrorCode.OFFSET_SESSION_CHANGED,
          "Another consumer has opened shard '" + shard + "' since.");
    }
  }

  private void save(Subscription changed) throws IOException {
    Map<String, Subscription> all = new TreeMap<>(subscriptions);
    all.put(changed.id(), changed);
    write(all.values());
    subscriptions.put(changed.id(), changed);
  }

  private void write(Collection<Subscription> all) throws IOException {
    file.write(new Saved(new ArrayList<>(all)));
  }
}
