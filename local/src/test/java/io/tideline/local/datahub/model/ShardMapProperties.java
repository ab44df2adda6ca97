package io.tideline.local.datahub.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShardMapProperties {

  @Property(tries = 200)
  void everyKeyHasExactlyOneActiveShardAfterAnySplitsAndMerges(
      @ForAll @IntRange(min = 1, max = 8) int shards,
      @ForAll @IntRange(max = 12) int changes,
      @ForAll long seed) {
    Random random = new Random(seed);
    ShardMap map = ShardMap.create(shards, 0);
    for (int i = 0; i < changes; i++) {
      map = random.nextBoolean() ? split(map, random) : merge(map, random);
    }

    for (int i = 0; i < 50; i++) {
      String key = HashKey.parse(String.format("%032x", new BigInteger(128, random)));
      assertThat(map.active().stream().filter(shard -> shard.covers(key))).hasSize(1);
    }
    for (String edge : List.of(HashKey.LOWEST, HashKey.HIGHEST)) {
      assertThat(map.active().stream().filter(shard -> shard.covers(edge))).hasSize(1);
    }
  }

  private static ShardMap split(ShardMap map, Random random) {
    Shard shard = map.active().get(random.nextInt(map.active().size()));
    BigInteger begin = new BigInteger(shard.beginHashKey(), 16);
    BigInteger end = new BigInteger(shard.endHashKey(), 16);
    String key = HashKey.parse(String.format("%032x", begin.add(end).shiftRight(1)));
    return map.split(shard.id(), key, 1);
  }

  private static ShardMap merge(ShardMap map, Random random) {
    Shard left = map.active().get(random.nextInt(map.active().size()));
    return map.active().stream()
        .filter(right -> right.beginHashKey().equals(left.endHashKey()))
        .findFirst()
        .map(right -> map.merge(left.id(), right.id(), 1))
        .orElse(map);
  }
}
