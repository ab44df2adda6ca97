package io.tideline.local.datahub.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShardPlanProperties {

  @Property(tries = 300)
  void everyShardHasOneConsumerAndNoneHasTwoMoreThanAnother(
      @ForAll @IntRange(min = 1, max = 9) int consumers,
      @ForAll @IntRange(max = 40) int shards,
      @ForAll long seed) {
    Random random = new Random(seed);
    Map<String, Set<String>> present = new LinkedHashMap<>();
    IntStream.range(0, consumers).forEach(i -> present.put("c" + i, new TreeSet<>()));
    // Some shards of before are gone, some are new.
    for (int shard = shards / 3; shard < shards + 5; shard++) {
      if (random.nextInt(4) > 0) {
        present.get("c" + random.nextInt(consumers)).add("" + shard);
      }
    }
    List<String> all = IntStream.range(0, shards).mapToObj(Integer::toString).toList();

    Map<String, Set<String>> plan = ShardPlan.balance(present, all);

    assertThat(plan.keySet()).isEqualTo(present.keySet());
    assertThat(plan.values().stream().flatMap(Set::stream).toList())
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(plan.values()).extracting(Set::size).allMatch(size -> size >= shards / consumers);
    assertThat(plan.values())
        .extracting(Set::size)
        .allMatch(size -> size <= (shards + consumers - 1) / consumers);
    // Nobody gets a shard from elsewhere in place of one that was taken away.
    plan.forEach(
        (consumer, now) -> {
          Set<String> lost = new HashSet<>(present.get(consumer));
          lost.retainAll(all);
          lost.removeAll(now);
          assertThat(lost.isEmpty() || present.get(consumer).containsAll(now)).isTrue();
        });
    assertThat(ShardPlan.balance(plan, all)).isEqualTo(plan);
  }
}
