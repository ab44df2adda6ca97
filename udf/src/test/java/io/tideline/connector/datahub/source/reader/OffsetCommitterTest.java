package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.ShardInMemory;
import io.tideline.connector.datahub.source.SourceSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetCommitterTest {

  private final ShardInMemory shard = new ShardInMemory();
  private final MetricListener metrics = new MetricListener();
  private final Configuration options = new Configuration();

  @Test
  void aCommitThatBreaksUnexpectedlyIsCountedAndTheNextOneMakesUpForIt() throws Exception {
    try (OffsetCommitter committer = committer()) {
      shard.breakNextCommit(NullPointerException::new);
      committer.commit(Map.of("0", new Offset(4, 40)));
      await().until(() -> count("commitFailures") == 1);

      committer.commit(Map.of("0", new Offset(9, 90)));
      await().until(() -> shard.committed().containsKey("0"));
      assertThat(shard.committed().get("0").sequence()).isEqualTo(9);
      assertThat(count("commitFailures")).isOne();
      await().until(() -> count("commits") == 1);
    }
  }

  @Test
  void theEndOfAShardIsCommittedLaterWhenItsOnlyCommitFails() throws Exception {
    try (OffsetCommitter committer = committer()) {
      shard.refuseNextCommit(Reason.UNAVAILABLE);
      committer.commit(Map.of("0", new Offset(4, 40)));
      await().until(() -> count("commitFailures") == 1);

      committer.commit(Map.of("1", new Offset(9, 90)));
      await().until(() -> shard.committed().keySet().equals(Set.of("0", "1")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OFFSET_RESET, offsetReset",
    "SESSION_LOST, sessionLost",
    "SUBSCRIPTION_OFFLINE, subscriptionLost",
    "NOT_FOUND, subscriptionLost"
  })
  void aRefusedCommitIsCountedByItsReasonAndFailsTheJobOnlyIfTheOptionSaysSo(
      Reason reason, String option) throws Exception {
    try (OffsetCommitter committer = committer()) {
      shard.refuseNextCommit(reason);
      committer.commit(Map.of("0", new Offset(4, 40)));
      await().until(() -> countOf(reason, "commitFailures") == 1);

      committer.commit(Map.of("0", new Offset(9, 90)));
      await().until(() -> shard.committed().containsKey("0"));
    }

    options.setString(option, "fail");
    try (OffsetCommitter committer = committer()) {
      shard.refuseNextCommit(reason);
      committer.commit(Map.of("0", new Offset(4, 40)));
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> committer.commit(Map.of("0", new Offset(9, 90))))
                      .hasMessageContaining("'" + option + "' is 'fail'"));
    }
  }

  private OffsetCommitter committer() {
    options.set(DataHubConnectorOptions.SUB_ID, "reader");
    return new OffsetCommitter(
        shard,
        SourceSettings.fromOptions(options, false),
        new SourceMetrics(InternalSourceReaderMetricGroup.mock(metrics.getMetricGroup())));
  }

  private long count(String counter) {
    return metrics.getCounter(counter).orElseThrow().getCount();
  }

  private long countOf(Reason reason, String counter) {
    return metrics
        .getCounter("reason", reason.name().toLowerCase(Locale.ROOT), counter)
        .orElseThrow()
        .getCount();
  }
}
