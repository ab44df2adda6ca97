package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.client.Shard;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShardTableTest {

  private static final List<Shard> THREE =
      List.of(
          new Shard("10", true, List.of()),
          new Shard("2", true, List.of()),
          new Shard("1", true, List.of()));

  @Property
  void aKeyGoesToTheSameShardAfterARestartWhateverTheOrderOfTheListing(@ForAll long hash) {
    ShardTable first = ShardTable.first(THREE);
    ShardTable again =
        ShardTable.restored(first.slots(), List.of(THREE.get(2), THREE.get(0), THREE.get(1)));

    assertThat(again.shardOf(hash)).isEqualTo(first.shardOf(hash));
    assertThat(first.slots()).containsExactly("1", "2", "10");
  }

  @Property
  void keysStayWhereTheyAreWhenOtherShardsAreAdded(@ForAll long hash) {
    ShardTable first = ShardTable.first(THREE.subList(0, 2));
    ShardTable extended = ShardTable.restored(first.slots(), THREE);

    assertThat(extended.shardOf(hash)).isEqualTo(first.shardOf(hash));
    assertThat(extended.every()).containsExactly("1", "2", "10");
  }

  @Test
  void theKeysOfASplitShardMoveToAShardThatContinuesIt() {
    List<Shard> split =
        List.of(
            new Shard("0", false, List.of()),
            new Shard("1", true, List.of()),
            new Shard("2", false, List.of("0")),
            new Shard("3", true, List.of("0")),
            new Shard("4", true, List.of("2")));

    assertThat(ShardTable.restored(List.of("0", "1"), split).slots()).containsExactly("3", "1");
    assertThat(ShardTable.restored(List.of("2", "1"), split).slots()).containsExactly("4", "1");
  }

  @Test
  void aShardThatIsGoneWithoutSuccessorIsAnError() {
    assertThatThrownBy(() -> ShardTable.restored(List.of("7"), THREE))
        .hasMessageContaining("shard 7 takes no records any more");
  }

  @Test
  void aTopicWithoutAnOpenShardIsAnError() {
    assertThatThrownBy(() -> ShardTable.first(List.of(new Shard("0", false, List.of()))))
        .hasMessageContaining("no shard that takes records");
  }
}
