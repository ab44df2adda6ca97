package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.client.Shard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** P7: where a key goes, through any splits, merges, extends and restores. */
class ShardTreeProperties {

  private static final int KEYS = 64;

  @Property(tries = 300)
  void aKeyGoesDownALineOfParentsAndChildrenWhateverHappensToTheShards(
      @ForAll @IntRange(min = 1, max = 5) int shards,
      @ForAll @Size(max = 12) List<@IntRange(max = 999) Integer> changes)
      throws Exception {
    TopicInMemory topic = new TopicInMemory(shards);
    Set<Long> extended = new HashSet<>();
    ShardTree tree = ShardTree.first(topic.listing());
    long[] homes = homes(tree);
    for (int change : changes) {
      apply(change, topic, extended);
      if (change % 2 == 0) {
        tree = tree.with(topic.listing());
        tree = restored(tree);
        homes = assertMovedDown(topic, tree, homes);
      }
    }
    tree = tree.with(topic.listing());
    assertMovedDown(topic, tree, homes);
    for (int key = 0; key < KEYS; key++) {
      long home = tree.home(hash(key)).id();
      assertThat(topic.open()).contains(home);
      // An extended shard has no parent, so a reader could overtake.
      assertThat(extended.stream().anyMatch(id -> id == home)).isFalse();
    }
    assertThat(tree.open().stream().map(ShardTree.Node::id).collect(Collectors.toList()))
        .isEqualTo(topic.open());
  }

  @Property(tries = 200)
  void whereAKeyGoesDoesNotDependOnWhenTheListingsWereSeen(
      @ForAll @IntRange(min = 1, max = 5) int shards,
      @ForAll @Size(max = 12) List<@IntRange(max = 999) Integer> changes) {
    TopicInMemory topic = new TopicInMemory(shards);
    ShardTree first = ShardTree.first(topic.listing());
    ShardTree often = first;
    for (int change : changes) {
      apply(change, topic, new HashSet<>());
      often = often.with(topic.listing());
    }
    ShardTree once = first.with(topic.listing());
    for (int key = 0; key < KEYS; key++) {
      assertThat(once.home(hash(key)).id()).isEqualTo(often.home(hash(key)).id());
    }
    assertThat(often.with(topic.listing())).isSameAs(often);
  }

  @Property(tries = 100)
  void bothChildrenOfASplitGetKeys(
      @ForAll @IntRange(min = 1, max = 8) int shards, @ForAll @IntRange int from) {
    TopicInMemory topic = new TopicInMemory(shards);
    ShardTree tree = ShardTree.first(topic.listing());
    topic.split(0);
    ShardTree split = tree.with(topic.listing());
    int[] children = new int[2];
    int keys = 0;
    for (long key = from; keys < 2_000; key++) {
      if (tree.home(hash(key)).id() == 0) {
        children[(int) (split.home(hash(key)).id() - shards)]++;
        keys++;
      }
    }
    assertThat(children[0]).isBetween(800, 1200);
  }

  @Example
  void halfASplitIsNotFollowed() {
    ShardTree tree = ShardTree.first(List.of(new Shard("0", true, List.of())));
    Shard closed = new Shard("0", false, List.of());
    Shard one = new Shard("1", true, List.of("0"));
    Shard other = new Shard("2", true, List.of("0"));

    ShardTree half = tree.with(List.of(closed, one));
    assertThat(half.node(0).isOpen()).isTrue();
    assertThat(half.with(List.of(closed, one, other)).node(0).isOpen()).isFalse();
    // Opened, closed and expired: its own line is known all the same.
    assertThat(half.with(List.of(one, other)).node(0).isOpen()).isFalse();
  }

  @Example
  void whatTheServiceHasForgottenIsInTheState() throws Exception {
    TopicInMemory topic = new TopicInMemory(1);
    ShardTree tree = ShardTree.first(topic.listing());
    topic.split(0);
    topic.split(1);
    ShardTree known = restored(tree.with(topic.listing()));
    List<Shard> listing =
        topic.listing().stream().filter(Shard::writable).collect(Collectors.toList());

    assertThat(known.with(listing)).isSameAs(known);
    assertThat(known.openIds()).containsExactly(2, 3, 4);
  }

  /** Records of a key are in that child already. */
  @Example
  void theSideOfAKeyIsForEver() {
    int sides = 0;
    for (int i = 0; i < 16; i++) {
      sides = sides << 1 | ShardTree.side(hash(i), i);
    }
    assertThat(sides).isEqualTo(SIDES);
  }

  private static final int SIDES = 39853;

  @Example
  void aTopicWithoutAnOpenShardIsAnError() {
    assertThatThrownBy(() -> ShardTree.first(List.of(new Shard("0", false, List.of()))))
        .hasMessageContaining("no shard that takes records");
  }

  private static long[] assertMovedDown(TopicInMemory topic, ShardTree tree, long[] before) {
    long[] homes = homes(tree);
    for (int key = 0; key < KEYS; key++) {
      assertThat(topic.continues(homes[key], before[key])).isTrue();
      assertThat(tree.down(tree.node(before[key]), hash(key)).id()).isEqualTo(homes[key]);
    }
    return homes;
  }

  private static long[] homes(ShardTree tree) {
    long[] homes = new long[KEYS];
    for (int key = 0; key < KEYS; key++) {
      homes[key] = tree.home(hash(key)).id();
    }
    return homes;
  }

  private static void apply(int change, TopicInMemory topic, Set<Long> extended) {
    int shard = change / 10;
    if (change % 10 < 5) {
      topic.split(topic.open(shard));
    } else if (change % 10 < 8) {
      long one = topic.open(shard);
      long other = topic.open(shard + 1);
      // A key of an extended shard's line has no home there.
      if (extended.contains(one) == extended.contains(other)) {
        topic.merge(one, other);
      }
    } else {
      topic.extend(1);
      extended.add(topic.open().get(topic.open().size() - 1));
    }
  }

  private static ShardTree restored(ShardTree tree) throws Exception {
    ShardTreeSerializer serializer = new ShardTreeSerializer();
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(tree));
  }

  private static long hash(long key) {
    return (key + 1) * 0x9e3779b97f4a7c15L ^ key << 32;
  }
}
