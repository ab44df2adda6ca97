package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.source.split.ShardSplit;
import org.junit.jupiter.api.Test;

class FinishedShardsTest {

  private final ShardSplit split = ShardSplit.fromSequence("1", 7).finish();
  private final FinishedShards shards = new FinishedShards();

  @Test
  void staysInTheStateUntilASecondCheckpointCompletes() {
    shards.add(split);
    assertThat(shards.snapshot(4)).containsExactly(split);
    assertThat(shards.completed(4)).isEmpty();
    assertThat(shards.snapshot(5)).containsExactly(split);
    assertThat(shards.completed(5)).containsExactly("1");
    assertThat(shards.snapshot(6)).isEmpty();
  }

  @Test
  void aCheckpointTakenBeforeTheShardEndedDoesNotCount() {
    shards.snapshot(4);
    shards.add(split);
    assertThat(shards.completed(4)).isEmpty();
    shards.snapshot(5);
    assertThat(shards.completed(5)).isEmpty();
    assertThat(shards.snapshot(6)).containsExactly(split);
  }
}
