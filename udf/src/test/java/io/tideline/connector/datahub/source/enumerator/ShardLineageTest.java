package io.tideline.connector.datahub.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShardLineageTest {

  private final ShardLineage lineage = new ShardLineage();

  @Test
  void aChildWaitsWhileAReaderThatWentBackReadsItsParentAgain() {
    add("0", List.of());
    add("1", List.of("0"));
    assertThat(ready()).containsExactly("0");
    lineage.finish("0");
    lineage.readAgain(shard -> true);

    complete(1);
    assertThat(ready()).isEmpty();

    lineage.finish("0");
    complete(2);
    assertThat(ready()).containsExactly("1");
  }

  @Test
  void aReaderThatWentBackDoesNotTouchTheShardsOfOthers() {
    add("0", List.of());
    add("1", List.of("0"));
    ready();
    lineage.finish("0");
    lineage.readAgain(shard -> !shard.equals("0"));

    complete(1);
    assertThat(ready()).containsExactly("1");
  }

  private void add(String id, List<String> parents) {
    lineage.add(new Shard(id, true, parents), ShardSplit.fromOldest(id));
  }

  private List<String> ready() {
    return lineage.takeReady(shard -> true).stream()
        .map(ShardSplit::shardId)
        .collect(Collectors.toList());
  }

  private void complete(long checkpoint) {
    lineage.checkpoint(checkpoint);
    lineage.checkpointCompleted(checkpoint);
  }
}
