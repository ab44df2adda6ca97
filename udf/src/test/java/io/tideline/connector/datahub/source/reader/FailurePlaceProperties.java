package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Fetched;
import io.tideline.connector.datahub.client.ShardInMemory;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;

class FailurePlaceProperties {

  /** P19: a shard that cannot be read on fails with its name and where it stopped. */
  @Property(tries = 100)
  void aShardThatCannotBeReadOnSaysAtWhichRecord(
      @ForAll @IntRange(max = 255) int shard,
      @ForAll @IntRange(max = 60) int before,
      @ForAll("lasting") Reason reason)
      throws Exception {
    String id = Integer.toString(shard);
    ShardSplit split = ShardSplit.fromSequence(id, 0);
    BreakingShard records = new BreakingShard();
    records.append(before);
    SourceSettings settings = settings();
    SourceMetrics metrics =
        new SourceMetrics(InternalSourceReaderMetricGroup.mock(new UnregisteredMetricsGroup()));
    metrics.open(id);
    ShardSplitReader reader =
        new ShardSplitReader(
            one -> new ShardCursor(one, records, new TopicSchema(List.of()), settings, metrics),
            settings,
            metrics,
            fetch -> {});
    try {
      reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
      int read = 0;
      while (read < before) {
        read += ((ShardFetch) reader.fetch()).records().size();
      }
      records.fault = new DataHubException(reason, "out of order", null);

      assertThatThrownBy(
              () -> {
                while (true) {
                  reader.fetch();
                }
              })
          .hasMessage("cannot go on in shard %s, sequence %d", id, before)
          .hasRootCauseMessage("out of order");
    } finally {
      reader.close();
    }
  }

  /** Others end a shard, or are the service's way to say that it is gone. */
  @Provide
  Arbitrary<Reason> lasting() {
    return Arbitraries.of(Reason.UNAVAILABLE, Reason.LIMIT_EXCEEDED, Reason.DENIED, Reason.INVALID);
  }

  private static SourceSettings settings() {
    Configuration options = new Configuration();
    options.set(DataHubConnectorOptions.SUB_ID, "reader");
    options.set(DataHubConnectorOptions.MAX_FETCH_SIZE, 10);
    options.set(DataHubConnectorOptions.FETCH_LATEST_DELAY, Duration.ofMillis(1));
    options.set(DataHubConnectorOptions.RETRY_DELAY, Duration.ofMillis(1));
    options.set(DataHubConnectorOptions.RETRY_INTERVAL, Duration.ofMillis(1));
    options.set(DataHubConnectorOptions.RETRY_TIMEOUT, Duration.ofMillis(20));
    return SourceSettings.fromOptions(options, false);
  }

  /** Answers until it is told not to. */
  private static final class BreakingShard extends ShardInMemory {
    private volatile DataHubException fault;

    @Override
    public Fetched fetch(String shardId, TopicSchema schema, String cursor, int limit)
        throws DataHubException {
      if (fault != null) {
        throw fault;
      }
      return super.fetch(shardId, schema, cursor, limit);
    }
  }
}
