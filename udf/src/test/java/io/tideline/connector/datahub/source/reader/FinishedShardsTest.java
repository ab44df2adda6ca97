package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinishedShardsTest {

  private final ShardSplit split = ShardSplit.fromSequence("1", 7).finish();
  private final FinishedShards shards = new FinishedShards();

  @Test
  void staysInEveryCheckpointUntilTheEnumeratorHasItInItsOwn() {
    shards.add(split);
    assertThat(shards.snapshot()).containsExactly(split);
    assertThat(shards.snapshot()).containsExactly(split);

    shards.covered(List.of("2"));
    assertThat(shards.snapshot()).containsExactly(split);

    shards.covered(List.of("1"));
    assertThat(shards.snapshot()).isEmpty();
  }
}
