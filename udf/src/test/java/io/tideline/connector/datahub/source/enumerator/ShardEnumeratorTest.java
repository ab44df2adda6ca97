package io.tideline.connector.datahub.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.ShardInMemory;
import io.tideline.connector.datahub.source.EnumeratorContextInMemory;
import io.tideline.connector.datahub.source.ShardsCovered;
import io.tideline.connector.datahub.source.ShardsFinished;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class ShardEnumeratorTest {

  private final List<String> assigned = new ArrayList<>();
  private final List<String> covered = new ArrayList<>();
  private final ShardEnumerator enumerator = parentAndChild(false);

  @Test
  void aChildIsReadAfterACheckpointHasCoveredItsParentsEnd() {
    enumerator.addReader(0);
    finish("0");
    assertThat(assigned).containsExactly("0");

    completeCheckpoint(1);
    assertThat(assigned).containsExactly("0", "1");
  }

  @Test
  void aChildWaitsWhenTheReaderOfItsParentFailsAndGoesBack() {
    enumerator.addReader(0);
    finish("0");
    // The reader is restored from before the parent's end, which it has in its own state.
    enumerator.addSplitsBack(List.of(), 0);
    completeCheckpoint(1);
    assertThat(assigned).containsExactly("0");

    finish("0");
    completeCheckpoint(2);
    assertThat(assigned).containsExactly("0", "1");
  }

  /** An event to a reader that ends just then is lost, and Flink fails the job for it. */
  @Test
  void aReaderThatMayEndAtAnyMomentIsSentNothingMore() {
    ShardEnumerator bounded = parentAndChild(true);
    bounded.start();
    bounded.addReader(0);
    finish(bounded, "0");
    assertThat(assigned).containsExactly("0", "1");
    assertThat(covered).containsExactly("0");

    // All was given out, so the reader knows that nothing comes after the child.
    finish(bounded, "1");
    assertThat(covered).containsExactly("0");
  }

  private void finish(String shard) {
    finish(enumerator, shard);
  }

  private static void finish(ShardEnumerator enumerator, String shard) {
    enumerator.handleSourceEvent(0, new ShardsFinished(List.of(shard)));
  }

  private void completeCheckpoint(long checkpoint) {
    enumerator.snapshotState(checkpoint);
    enumerator.notifyCheckpointComplete(checkpoint);
  }

  private ShardEnumerator parentAndChild(boolean bounded) {
    ShardLineage lineage = new ShardLineage();
    lineage.add(new Shard("0", false, List.of()), ShardSplit.fromOldest("0"));
    lineage.add(new Shard("1", true, List.of("0")), ShardSplit.fromOldest("1"));
    Configuration options = new Configuration();
    options.set(DataHubConnectorOptions.SUB_ID, "subscription");
    return new ShardEnumerator(
        new OneReader(),
        lineage,
        new ShardInMemory(),
        SourceSettings.fromOptions(options, bounded),
        true);
  }

  /** Notes what is assigned, and what is told to be covered. */
  private final class OneReader extends EnumeratorContextInMemory {

    private OneReader() {
      super(1);
      register(0);
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      covered.addAll(((ShardsCovered) event).shardIds());
    }

    @Override
    public void assignSplits(SplitsAssignment<ShardSplit> assignment) {
      assignment
          .assignment()
          .values()
          .forEach(splits -> splits.forEach(split -> assigned.add(split.shardId())));
    }
  }
}
