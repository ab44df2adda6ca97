package io.tideline.connector.datahub.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.ShardInMemory;
import io.tideline.connector.datahub.source.ShardsFinished;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

class ShardEnumeratorTest {

  private final List<String> assigned = new ArrayList<>();
  private final ShardEnumerator enumerator = parentAndChild();

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

  private void finish(String shard) {
    enumerator.handleSourceEvent(0, new ShardsFinished(List.of(shard)));
  }

  private void completeCheckpoint(long checkpoint) {
    enumerator.snapshotState(checkpoint);
    enumerator.notifyCheckpointComplete(checkpoint);
  }

  private ShardEnumerator parentAndChild() {
    ShardLineage lineage = new ShardLineage();
    lineage.add(new Shard("0", false, List.of()), ShardSplit.fromOldest("0"));
    lineage.add(new Shard("1", true, List.of("0")), ShardSplit.fromOldest("1"));
    Configuration options = new Configuration();
    options.set(DataHubConnectorOptions.SUB_ID, "subscription");
    return new ShardEnumerator(
        new OneReader(), lineage, new ShardInMemory(), SourceSettings.fromOptions(options, false));
  }

  /** What Flink gives an enumerator of a source with one reader. */
  private final class OneReader implements SplitEnumeratorContext<ShardSplit> {

    @Override
    public int currentParallelism() {
      return 1;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return Map.of(0, new ReaderInfo(0, "here"));
    }

    @Override
    public void assignSplits(SplitsAssignment<ShardSplit> assignment) {
      assignment
          .assignment()
          .values()
          .forEach(splits -> splits.forEach(split -> assigned.add(split.shardId())));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
      throw new AssertionError("a read without an end has always more splits");
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
      throw new AssertionError("the enumerator was not started");
    }

    @Override
    public <T> void callAsync(
        Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
      throw new AssertionError("the enumerator was not started");
    }

    @Override
    public void runInCoordinatorThread(Runnable action) {
      action.run();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      throw new AssertionError("readers are told nothing");
    }

    @Override
    public void setIsProcessingBacklog(boolean processing) {
      throw new AssertionError("there is no backlog");
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      throw new AssertionError("the enumerator measures nothing");
    }
  }
}
