package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.DataHubConnectorOptions.OffsetExpired;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.ShardInMemory;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.SourceSettings;
import io.tideline.connector.datahub.source.split.ShardSplit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ShardCursorTest {

  private static final TopicSchema BLOB = new TopicSchema(List.of());

  private final ShardInMemory shard = new ShardInMemory();
  private final Configuration options = new Configuration();
  private final SourceMetrics metrics =
      new SourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());
  private boolean ended;

  /** P6: everything in the shard is read, once, in order, whatever has been read before. */
  @Property(tries = 200)
  void aShardIsReadFromAnyPlaceToItsEndWhileItGrows(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 15) Integer> appends,
      @ForAll @IntRange(max = 30) int start)
      throws Exception {
    ShardInMemory growing = new ShardInMemory();
    int total = appends.stream().mapToInt(count -> count).sum();
    int from = Math.min(start, total);
    growing.append(from);
    ShardCursor cursor = cursor(growing, ShardSplit.fromSequence("0", from));
    List<Long> read = new ArrayList<>();
    int left = total - from;
    for (int count : appends) {
      growing.append(Math.min(count, left));
      left -= Math.min(count, left);
      read.addAll(sequences(cursor.fetch()));
    }
    growing.append(left);
    growing.seal();
    read.addAll(drain(cursor));

    assertThat(read).isEqualTo(numbers(from, total));
    assertThat(ended).isTrue();
  }

  @Test
  void anEmptyShardIsQuietUntilARecordComes() throws Exception {
    ShardCursor cursor = cursor(shard, ShardSplit.fromOldest("0"));
    assertThat(sequences(cursor.fetch())).isEmpty();
    assertThat(ended).isFalse();
    shard.append(2);
    assertThat(sequences(cursor.fetch())).containsExactly(0L, 1L);
  }

  @Test
  void aBoundedSplitEndsBeforeItsEndSequence() throws Exception {
    shard.append(10);
    assertThat(drain(cursor(shard, ShardSplit.fromSequence("0", 3).until(7))))
        .isEqualTo(numbers(3, 7));
  }

  @Test
  void aBoundedSplitOfAnEmptyShardEndsAtOnce() throws Exception {
    assertThat(drain(cursor(shard, ShardSplit.fromOldest("0").until(0)))).isEmpty();
  }

  @Test
  void anEndTimeEndsTheShardBeforeTheFirstRecordOfThatTime() throws Exception {
    options.set(DataHubConnectorOptions.END_TIME, "1970-01-01 00:00:01");
    shard.append(2000);
    assertThat(drain(cursor(shard, ShardSplit.fromTime("0", 990)))).isEqualTo(numbers(990, 1000));
  }

  @Test
  void recordsThatExpiredBeforeTheyWereReadFailTheReadAndAreNamed() {
    shard.append(20);
    shard.expireBefore(12);

    assertThatThrownBy(() -> cursor(shard, ShardSplit.fromSequence("0", 5)).fetch())
        .isInstanceOf(DataHubException.class)
        .hasMessageContaining("shard 0 has no records 5 to 11 any more")
        .hasMessageContaining("'offsetExpired' = 'oldest'");
  }

  @Test
  void withTheOptionAReadGoesOnBehindWhatExpired() throws Exception {
    options.set(DataHubConnectorOptions.OFFSET_EXPIRED, OffsetExpired.OLDEST);
    shard.append(20);
    shard.expireBefore(12);
    shard.seal();

    assertThat(drain(cursor(shard, ShardSplit.fromSequence("0", 5)))).isEqualTo(numbers(12, 20));
  }

  @Test
  void aCursorThatExpiresWhileReadingIsMadeAnew() throws Exception {
    options.set(DataHubConnectorOptions.OFFSET_EXPIRED, OffsetExpired.OLDEST);
    shard.append(5);
    ShardCursor cursor = cursor(shard, ShardSplit.fromOldest("0"));
    cursor.fetch();
    shard.append(5);
    shard.expireBefore(8);
    shard.seal();

    assertThat(drain(cursor)).isEqualTo(numbers(8, 10));
  }

  @Test
  void aMereCursorThatExpiresLosesNothing() throws Exception {
    shard.append(5);
    ShardCursor cursor = cursor(shard, ShardSplit.fromOldest("0"));
    assertThat(sequences(cursor.fetch())).isEqualTo(numbers(0, 5));
    shard.append(5);
    shard.expireCursors();
    shard.seal();

    assertThat(drain(cursor)).isEqualTo(numbers(5, 10));
  }

  @Test
  void aClosedShardWhoseLastRecordsExpiredUnreadIsNoEndButALoss() {
    shard.append(20);
    shard.seal();
    shard.expireBefore(20);

    assertThatThrownBy(() -> drain(cursor(shard, ShardSplit.fromSequence("0", 5))))
        .hasMessageContaining("shard 0 has no records 5 to 19 any more");
  }

  @Test
  void aShardThatTheServiceHasForgottenIsNoEndButALoss() throws Exception {
    shard.forget();
    assertThatThrownBy(() -> drain(cursor(shard, ShardSplit.fromSequence("0", 5))))
        .hasMessageContaining("the service has no shard 0 any more")
        .hasMessageContaining("'offsetExpired' = 'oldest'");

    options.set(DataHubConnectorOptions.OFFSET_EXPIRED, OffsetExpired.OLDEST);
    assertThat(drain(cursor(shard, ShardSplit.fromSequence("0", 5)))).isEmpty();
  }

  @Test
  void aTopicMadeAnewIsNotReadBehindItsRecords() {
    shard.append(3);

    assertThatThrownBy(() -> drain(cursor(shard, ShardSplit.fromSequence("0", 1000))))
        .hasMessageContaining("shard 0 has record 0, but none at 1000")
        .hasMessageContaining("made anew");
  }

  @Test
  void aShardIsIdleWhenTwoFetchesInARowBroughtNothingUntilItHasARecord() throws Exception {
    shard.append(1);
    ShardCursor cursor = cursor(shard, ShardSplit.fromOldest("0"));
    assertThat(cursor.fetch().idle()).isFalse();
    assertThat(cursor.fetch().idle()).isFalse();
    assertThat(cursor.fetch().idle()).isTrue();
    shard.append(1);
    assertThat(cursor.fetch().idle()).isFalse();
    assertThat(cursor.fetch().idle()).isFalse();
    assertThat(cursor.fetch().idle()).isTrue();
  }

  @Test
  void aShardWithoutRecordsEndsOnlyWhenTheServiceSaysThatTheEndTimeHasPassed() throws Exception {
    long end = System.currentTimeMillis() / 1000 * 1000;
    options.set(
        DataHubConnectorOptions.END_TIME,
        Instant.ofEpochMilli(end).toString().replace("T", " ").replace("Z", ""));
    shard.clockIs(end - 1);
    ShardCursor cursor = cursor(shard, ShardSplit.fromOldest("0"));
    for (int i = 0; i < 5; i++) {
      assertThat(sequences(cursor.fetch())).isEmpty();
    }
    assertThat(ended).isFalse();

    shard.clockIs(end);
    assertThat(sequences(cursor.fetch())).isEmpty();
    shard.append(1);
    assertThat(drain(cursor)).containsExactly(0L);
  }

  @Test
  void aRequestThatTheServiceRefusesForEverFailsTheRead() {
    shard.append(5);
    shard.refuseFetches();
    ShardCursor cursor = cursor(shard, ShardSplit.fromOldest("0"));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                cursor.fetch();
              }
            })
        .isInstanceOf(DataHubException.class)
        .hasMessageContaining("wrong request");
  }

  private ShardCursor cursor(ShardInMemory client, ShardSplit split) {
    ended = false;
    options.set(DataHubConnectorOptions.SUB_ID, "reader");
    metrics.open("0");
    return new ShardCursor(
        split, client, BLOB, SourceSettings.fromOptions(options, false), metrics);
  }

  private List<Long> drain(ShardCursor cursor) throws DataHubException {
    List<Long> read = new ArrayList<>();
    while (!ended) {
      read.addAll(sequences(cursor.fetch()));
    }
    return read;
  }

  private List<Long> sequences(ShardFetch fetch) {
    ended |= !fetch.finishedSplits().isEmpty();
    List<Long> sequences = new ArrayList<>();
    fetch.nextSplit();
    for (TopicRecord record = fetch.nextRecordFromSplit();
        record != null;
        record = fetch.nextRecordFromSplit()) {
      sequences.add(record.sequence());
    }
    return sequences;
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.range(from, to).boxed().collect(Collectors.toList());
  }
}
