package io.tideline.connector.datahub.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** P6, for the spreading of shards: no reader has to do what others could share. */
class ShardOwnersProperties {

  @Property(tries = 200)
  void newShardsMakeTheReadersEvenWhateverHasEndedBefore(
      @ForAll @IntRange(min = 1, max = 8) int parallelism,
      @ForAll @IntRange(max = 40) int shards,
      @ForAll List<@IntRange(max = 39) Integer> ended,
      @ForAll @IntRange(max = 40) int more) {
    List<Integer> readers = IntStream.range(0, parallelism).boxed().collect(Collectors.toList());
    ShardOwners owners = new ShardOwners();
    Map<String, Integer> reading = new HashMap<>();
    for (int shard = 0; shard < shards; shard++) {
      assign(owners, reading, shard, readers);
    }
    for (int shard : ended) {
      Integer reader = reading.remove("" + shard);
      if (reader != null) {
        owners.finish("" + shard, reader);
      }
    }
    List<Integer> before = loads(reading, parallelism);
    for (int shard = shards; shard < shards + more; shard++) {
      assign(owners, reading, shard, readers);
    }

    List<Integer> after = loads(reading, parallelism);
    int least = after.stream().min(Integer::compare).orElseThrow();
    for (int reader = 0; reader < parallelism; reader++) {
      assertThat(after.get(reader)).isLessThanOrEqualTo(Math.max(before.get(reader), least + 1));
    }
  }

  @Example
  void shardsGoToReadersInTurnsAndTheChildrenOfASplitWhereTheLoadIsLeast() {
    ShardOwners owners = new ShardOwners();
    Map<String, Integer> reading = new HashMap<>();
    for (int shard = 0; shard < 4; shard++) {
      assign(owners, reading, shard, List.of(0, 1));
    }
    assertThat(reading).isEqualTo(Map.of("0", 0, "1", 1, "2", 0, "3", 1));

    owners.finish("0", 0);
    owners.finish("2", 0);
    assertThat(owners.leastLoaded(List.of(0, 1))).isZero();
    owners.readerReset(1);
    owners.assign("5", 0);
    assertThat(owners.leastLoaded(List.of(0, 1))).isOne();
  }

  private static void assign(
      ShardOwners owners, Map<String, Integer> reading, int shard, List<Integer> readers) {
    int reader = owners.leastLoaded(readers);
    owners.assign("" + shard, reader);
    reading.put("" + shard, reader);
  }

  private static List<Integer> loads(Map<String, Integer> reading, int parallelism) {
    List<Integer> loads = new ArrayList<>();
    for (int reader = 0; reader < parallelism; reader++) {
      int owner = reader;
      loads.add((int) reading.values().stream().filter(each -> each == owner).count());
    }
    return loads;
  }
}
