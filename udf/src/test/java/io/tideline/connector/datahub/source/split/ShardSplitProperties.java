package io.tideline.connector.datahub.source.split;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ShardSplitProperties {

  @Property
  void aSplitComesBackFromACheckpointAsItWas(
      @ForAll @LongRange(max = 4_294_967_294L) long shard,
      @ForAll @LongRange(min = -1) long next,
      @ForAll @LongRange(min = -1) long time,
      @ForAll @LongRange(min = -1) long end,
      @ForAll boolean finished)
      throws Exception {
    ShardSplit split = ShardSplit.of(Long.toString(shard), next, time, end, finished);
    ShardSplitSerializer serializer = new ShardSplitSerializer();

    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)))
        .isEqualTo(split);
  }

  @Property
  void progressGoesOnBehindTheLastRecordEmitted(
      @ForAll @LongRange(min = 0, max = 1_000_000) long sequence, @ForAll long time) {
    ShardProgress progress = new ShardProgress(ShardSplit.fromOldest("3").until(5_000_000));
    assertThat(progress.consumed()).isEmpty();

    progress.emitted(sequence, time);

    assertThat(progress.toSplit())
        .isEqualTo(ShardSplit.fromSequence("3", sequence + 1).until(5_000_000));
    assertThat(progress.consumed().orElseThrow().sequence()).isEqualTo(sequence);
  }
}
