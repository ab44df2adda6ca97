package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which shard a key goes to. The <em>roots</em> are the shards that took records when the sink
 * first started; they are kept for ever, and a key's hash picks one. From there it goes down the
 * lineage for as long as the shard is closed: to the only child after a merge, after a split to the
 * one that a bit of (hash, closed shard) picks. So a key's shards form a line of parents and
 * children, which a reader reads in order, and the place of a key follows from roots and lineage
 * alone: no matter when, how often or where it is computed.
 *
 * <p>A shard that an extend added has no parent. Keys that have a home stay there, as a reader
 * could read the new shard before the old one.
 *
 * <p>Immutable. A shard counts as closed only when what continues it is known in full: half a split
 * would send keys to the wrong child.
 */
final class ShardTree {

  /** One shard, known now or once. */
  static final class Node {
    private final long id;
    private final boolean open;
    private final long[] parents;
    private Node[] children = {};
    private int index;

    private Node(long id, boolean open, long[] parents) {
      this.id = id;
      this.open = open;
      this.parents = parents;
    }

    long id() {
      return id;
    }

    boolean isOpen() {
      return open;
    }

    /** Of what was known of its parents when it was seen first. */
    long[] parents() {
      return parents;
    }

    /** From 0, in the order of the ids; of this tree only. */
    int index() {
      return index;
    }

    private Node closed() {
      return new Node(id, false, parents);
    }
  }

  private final Node[] roots;
  private final Node[] nodes;
  private final List<Node> open;

  /**
   * @param nodes by id, ascending; without their children
   */
  ShardTree(long[] roots, Collection<Node> nodes) {
    this.nodes = nodes.toArray(new Node[0]);
    this.open = new ArrayList<>();
    for (int i = 0; i < this.nodes.length; i++) {
      Node node = this.nodes[i];
      node.index = i;
      if (node.open) {
        open.add(node);
      }
      for (long id : node.parents) {
        Node parent = find(id);
        if (parent != null) {
          parent.children = Arrays.copyOf(parent.children, parent.children.length + 1);
          parent.children[parent.children.length - 1] = node;
        }
      }
    }
    this.roots = new Node[roots.length];
    for (int i = 0; i < roots.length; i++) {
      this.roots[i] = node(roots[i]);
    }
  }

  static Node node(long id, boolean open, long... parents) {
    return new Node(id, open, parents);
  }

  /**
   * The tree of a sink that has never run: what was before does not matter.
   *
   * @throws IllegalStateException when no shard takes records
   */
  static ShardTree first(List<Shard> listing) {
    TreeMap<Long, Node> roots = new TreeMap<>();
    for (Shard shard : listing) {
      if (shard.writable()) {
        roots.put(id(shard), new Node(id(shard), true, new long[0]));
      }
    }
    if (roots.isEmpty()) {
      throw new IllegalStateException("the topic has no shard that takes records: " + listing);
    }
    return new ShardTree(longs(roots.keySet()), roots.values());
  }

  /**
   * This tree with what a listing adds: new shards, and shards that are closed now. A closed shard
   * whose children are not all ready yet stays open here. Itself when nothing is new.
   */
  ShardTree with(List<Shard> listing) {
    TreeMap<Long, Shard> listed = new TreeMap<>();
    listing.forEach(shard -> listed.put(id(shard), shard));
    TreeMap<Long, Node> all = new TreeMap<>();
    for (Node node : nodes) {
      all.put(node.id, new Node(node.id, node.open, node.parents));
    }
    boolean changed = add(listed, all);
    return close(listed, all) || changed ? new ShardTree(rootIds(), all.values()) : this;
  }

  private boolean add(TreeMap<Long, Shard> listed, TreeMap<Long, Node> all) {
    Set<Long> wanted = new HashSet<>();
    // Children have greater ids than their parents. A closed shard matters for what comes of it.
    for (Shard shard : listed.descendingMap().values()) {
      if (!all.containsKey(id(shard))
          && (shard.writable()
              || listed.values().stream()
                  .anyMatch(child -> wanted.contains(id(child)) && isChild(child, shard)))) {
        wanted.add(id(shard));
      }
    }
    listed.forEach(
        (id, shard) -> {
          if (wanted.contains(id)) {
            long[] parents =
                shard.parents().stream()
                    .mapToLong(Long::parseLong)
                    .filter(all::containsKey)
                    .sorted()
                    .toArray();
            all.put(id, new Node(id, true, parents));
          }
        });
    return !wanted.isEmpty();
  }

  /** Closes what takes no records any more, once its children are known. */
  private static boolean close(TreeMap<Long, Shard> listed, TreeMap<Long, Node> all) {
    boolean changed = false;
    for (Node node : new ArrayList<>(all.values())) {
      Shard shard = listed.get(node.id);
      if (node.open && (shard == null || !shard.writable()) && isContinued(node, all.values())) {
        all.put(node.id, node.closed());
        changed = true;
      }
    }
    return changed;
  }

  /** Whether both children of a split are known, or the only one of a merge. */
  private static boolean isContinued(Node node, Collection<Node> all) {
    int children = 0;
    for (Node other : all) {
      if (contains(other.parents, node.id)) {
        children++;
        if (other.parents.length > 1) {
          return true;
        }
      }
    }
    return children > 1;
  }

  /** Where the key's records go now. */
  Node home(long hash) {
    return down(roots[(int) Math.floorMod(hash, (long) roots.length)], hash);
  }

  /** Where a key goes now whose shard that was once: itself or a shard that continues it. */
  Node down(Node from, long hash) {
    Node node = from;
    while (!node.open) {
      Node[] children = node.children;
      if (children.length == 0) {
        throw new IllegalStateException(
            "shard "
                + node.id
                + " takes no records any more and nothing that is known continues it");
      }
      node = children.length == 1 ? children[0] : children[side(hash, node.id)];
    }
    return node;
  }

  /** Which child of a split. Must never change: records of the key are in that child. */
  static int side(long hash, long shard) {
    long mixed = hash + (shard + 1) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return (int) ((mixed ^ mixed >>> 33) & 1);
  }

  /** The open shards that continue that one, by id; itself when it is open. */
  List<Node> openBelow(Node node) {
    if (node.open) {
      return List.of(node);
    }
    TreeMap<Long, Node> found = new TreeMap<>();
    for (Node child : node.children) {
      openBelow(child).forEach(below -> found.put(below.id, below));
    }
    return new ArrayList<>(found.values());
  }

  /**
   * @throws IllegalStateException when the shard is not known
   */
  Node node(long id) {
    Node node = find(id);
    if (node == null) {
      throw new IllegalStateException("shard " + id + " is not known; known are " + this);
    }
    return node;
  }

  private Node find(long id) {
    int low = 0;
    int high = nodes.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long candidate = nodes[middle].id;
      if (candidate == id) {
        return nodes[middle];
      } else if (candidate < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /** All that take records, by id. */
  List<Node> open() {
    return open;
  }

  int size() {
    return nodes.length;
  }

  Node[] nodes() {
    return nodes;
  }

  long[] rootIds() {
    return Arrays.stream(roots).mapToLong(Node::id).toArray();
  }

  long[] openIds() {
    return open.stream().mapToLong(Node::id).toArray();
  }

  private static boolean isChild(Shard shard, Shard parent) {
    return shard.parents().contains(parent.id());
  }

  private static boolean contains(long[] ids, long id) {
    for (long candidate : ids) {
      if (candidate == id) {
        return true;
      }
    }
    return false;
  }

  private static long id(Shard shard) {
    return Long.parseLong(shard.id());
  }

  private static long[] longs(Collection<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Node node : nodes) {
      text.append(text.length() == 0 ? "" : ", ")
          .append(node.id)
          .append(node.open ? "" : " (closed)")
          .append(node.parents.length == 0 ? "" : " of " + Arrays.toString(node.parents));
    }
    return text.toString();
  }
}
