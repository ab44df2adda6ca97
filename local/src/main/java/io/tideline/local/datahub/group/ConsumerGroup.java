package io.tideline.local.datahub.group;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Shard;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The consumers of one subscription that share its topic's shards. A shard that is to change hands
 * is first taken out of its holder's list, and given to the next when the holder has released it
 * (by a sync, or by a heartbeat that does not name it any more), has left, or was not heard of for
 * its session timeout. Shards that came from others are given out when those were read to their
 * end. It is kept in memory: after a restart consumers join again.
 */
final class ConsumerGroup {
  private final LongSupplier nanoTime;
  private final Map<String, Consumer> consumers = new LinkedHashMap<>();
  private final Set<String> readToEnd = new HashSet<>();
  private Map<String, Set<String>> plan = Map.of();
  private long planVersion;
  private long resets;
  private long joined;

  /** What a consumer is told: the shards it may read, and everybody's by the latest plan. */
  record Assignment(long planVersion, Set<String> shards, Map<String, Set<String>> plan) {}

  /** What a new consumer is told. */
  record Membership(String consumerId, long versionId) {}

  /**
   * @param nanoTime the clock
   */
  ConsumerGroup(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized Membership join(String subscription, Duration sessionTimeout, long resets) {
    noteResets(resets);
    long version = ++joined;
    String id = subscription + "-" + version;
    consumers.put(id, new Consumer(version, sessionTimeout, resets, nanoTime.getAsLong()));
    return new Membership(id, version);
  }

  /** What a consumer says of itself with a heartbeat. */
  record State(Collection<String> held, Collection<String> readToEnd) {}

  synchronized Assignment heartbeat(
      String id, long version, long resets, State state, List<Shard> shards) {
    Consumer consumer = require(id, version, resets);
    // It holds what the last answer gave it; what that took away is free by now.
    consumer.held().retainAll(state.held());
    readToEnd.addAll(state.readToEnd());
    plan(shards);
    Set<String> others = new HashSet<>();
    consumers.values().stream()
        .filter(other -> other != consumer)
        .forEach(other -> others.addAll(other.held()));
    Set<String> mine = new TreeSet<>(plan.get(id));
    mine.removeAll(others);
    consumer.held().addAll(mine);
    return new Assignment(planVersion, mine, plan);
  }

  synchronized void sync(
      String id, long version, long resets, Collection<String> released, Collection<String> end) {
    Consumer consumer = require(id, version, resets);
    consumer.held().removeAll(released);
    readToEnd.addAll(end);
    consumer.held().removeAll(end);
  }

  synchronized void leave(String id, long version) {
    Consumer consumer = consumers.get(id);
    if (consumer == null || consumer.versionId() != version) {
      throw unknown(id);
    }
    consumers.remove(id);
  }

  private Consumer require(String id, long version, long resets) {
    long now = nanoTime.getAsLong();
    consumers.values().removeIf(consumer -> consumer.isGone(now));
    Consumer consumer = consumers.get(id);
    if (consumer == null || consumer.versionId() != version) {
      throw unknown(id);
    }
    noteResets(resets);
    if (consumer.resets() != resets) {
      consumers.remove(id);
      throw new ServiceException(
          ErrorCode.OFFSET_RESETED,
          "Offset has reseted since consumer '" + id + "' joined; join again.");
    }
    consumer.seen(now);
    return consumer;
  }

  /** After a reset, a closed shard may have to be read to its end once more. */
  private void noteResets(long now) {
    if (now != resets) {
      resets = now;
      readToEnd.clear();
    }
  }

  private static ServiceException unknown(String id) {
    return new ServiceException(
        ErrorCode.NO_SUCH_CONSUMER,
        "The specified consumer does not exist: '" + id + "' left or was too long not heard of.");
  }

  private void plan(List<Shard> shards) {
    Map<String, Set<String>> present = new LinkedHashMap<>();
    consumers.forEach(
        (id, consumer) -> {
          Set<String> had = new LinkedHashSet<>(plan.getOrDefault(id, Set.of()));
          present.put(id, had);
        });
    Map<String, Set<String>> next = ShardPlan.balance(present, readable(shards));
    if (!next.equals(plan)) {
      plan = next;
      planVersion++;
    }
  }

  private List<String> readable(List<Shard> shards) {
    return shards.stream()
        .filter(shard -> !readToEnd.contains(shard.id()) && readToEnd.containsAll(shard.parents()))
        .map(Shard::id)
        .toList();
  }
}
