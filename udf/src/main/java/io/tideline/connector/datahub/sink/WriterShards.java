package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.sink.ShardTree.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The shards as one writer sees them, and which of them it writes. A shard that was open when the
 * sink started belongs to the writer of its number, and so does what continues it; what continues
 * several belongs to the writer of the smallest. A shard that an extend added later is counted to
 * one of those, until the next start spreads all shards again. Immutable.
 */
final class WriterShards {

  private final ShardTree start;
  private final ShardTree now;
  private final int writer;
  private final int writers;

  private WriterShards(ShardTree start, ShardTree now, int writer, int writers) {
    this.start = start;
    this.now = now;
    this.writer = writer;
    this.writers = writers;
  }

  /**
   * @param start what the routers know
   */
  static WriterShards of(ShardTree start, int writer, int writers) {
    return new WriterShards(start, start, writer, writers);
  }

  WriterShards with(List<Shard> listing) {
    ShardTree newer = now.with(listing);
    return newer == now ? this : new WriterShards(start, newer, writer, writers);
  }

  ShardTree tree() {
    return now;
  }

  /** Whether routers that start from that tree and those that start from this one agree. */
  boolean startsLike(ShardTree other) {
    return java.util.Arrays.equals(start.rootIds(), other.rootIds())
        && java.util.Arrays.equals(start.openIds(), other.openIds());
  }

  /** Whether the shard was there when the sink started. */
  boolean isOfStart(Node shard) {
    for (Node label : start.open()) {
      if (label.id() == shard.id()) {
        return true;
      }
    }
    return false;
  }

  boolean isMine(Node shard) {
    return ownerOf(shard) == writer;
  }

  int ownerOf(Node shard) {
    return Shard.ownerOf(label(shard), writers);
  }

  /** Open shards that this writer writes and that are counted to one of the start. */
  List<Node> mine(long label) {
    List<Node> mine = new ArrayList<>();
    for (Node shard : now.open()) {
      if (label(shard) == label) {
        mine.add(shard);
      }
    }
    return mine;
  }

  /** All open shards that this writer writes. */
  List<Node> mine() {
    List<Node> mine = new ArrayList<>();
    for (Node shard : now.open()) {
      if (isMine(shard)) {
        mine.add(shard);
      }
    }
    return mine;
  }

  /** The shard of the start that this one is counted to. */
  private long label(Node shard) {
    long label = ancestor(shard);
    if (label >= 0) {
      return label;
    }
    List<Node> labels = start.open();
    return labels.get((int) (oldest(shard).id() % labels.size())).id();
  }

  /** The smallest shard of the start that this one continues; -1 when there is none. */
  private long ancestor(Node shard) {
    if (isOfStart(shard)) {
      return shard.id();
    }
    long smallest = -1;
    for (long parent : shard.parents()) {
      long found = ancestor(now.node(parent));
      if (found >= 0 && (smallest < 0 || found < smallest)) {
        smallest = found;
      }
    }
    return smallest;
  }

  private Node oldest(Node shard) {
    return shard.parents().length == 0 ? shard : oldest(now.node(shard.parents()[0]));
  }
}
