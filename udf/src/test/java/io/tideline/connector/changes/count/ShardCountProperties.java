package io.tideline.connector.changes.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.Turn;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class ShardCountProperties {

  private final ShardCount shard = new ShardCount("0");

  @Example
  void whereReadingBeginsInTheMiddleNothingIsMissing() {
    assertThat(shard.count(5, 700)).isEqualTo(Turn.EXPECTED);
    assertThat(shard.count(5, 701)).isEqualTo(Turn.EXPECTED);
    assertThat(shard.count(5, 699)).isEqualTo(Turn.EXPECTED);
  }

  @Example
  void aLaterRunBeginsAtZeroOrItsStartIsMissing() {
    shard.count(5, 700);
    assertThat(shard.count(6, 0)).isEqualTo(Turn.EXPECTED);
    assertThat(shard.count(7, 2)).isEqualTo(Turn.JUMPED);
    assertThat(shard.due()).isZero();
    assertThat(shard.count(7, 1)).isEqualTo(Turn.LATE);
  }

  @Example
  void aLateRecordOfAnEarlierRunGoesOnInThatRunsCount() {
    shard.count(5, 0);
    shard.count(5, 1);
    shard.count(6, 0);
    assertThat(shard.count(5, 1)).isEqualTo(Turn.SEEN);
    assertThat(shard.count(5, 2)).isEqualTo(Turn.EXPECTED);
    assertThat(shard.count(6, 1)).isEqualTo(Turn.EXPECTED);
    assertThat(shard.count(5, 4)).isEqualTo(Turn.JUMPED);
  }

  @Example
  void anEarlierRunThatIsNotKnownSaysNothing() {
    shard.count(6, 12);
    assertThat(shard.count(5, 700)).isEqualTo(Turn.EXPECTED);
  }

  @Example
  void theRunSilentForLongestIsForgottenAndNotTakenForANewOne() {
    for (int run = 1; run <= ShardCount.MOST_RUNS + 1; run++) {
      shard.count(run, 0);
      shard.count(1, run);
    }
    assertThat(shard.runs()).hasSize(ShardCount.MOST_RUNS);
    assertThat(shard.count(1, ShardCount.MOST_RUNS + 1)).isEqualTo(Turn.SEEN);
    assertThat(shard.count(2, 9)).isEqualTo(Turn.EXPECTED);
  }

  @Property
  void aCountGoesOnFromWhatWasWrittenOfIt(
      @ForAll @Size(max = 100) List<@IntRange(max = 799) Integer> before,
      @ForAll @Size(max = 100) List<@IntRange(max = 799) Integer> after)
      throws IOException {
    ShardCount original = new ShardCount("shard-7");
    count(original, before);
    DataOutputSerializer out = new DataOutputSerializer(64);
    ShardCountSerializer.INSTANCE.serialize(original, out);
    ShardCount readBack =
        ShardCountSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    ShardCount copy = original.copy();

    List<Turn> turns = count(original, after);
    assertThat(count(readBack, after)).isEqualTo(turns);
    assertThat(count(copy, after)).isEqualTo(turns);
    assertThat(readBack.records()).isEqualTo(original.records());
    assertThat(readBack.shard()).isEqualTo("shard-7");
  }

  /** Each number is a run and a seq. */
  private static List<Turn> count(ShardCount shard, List<Integer> records) {
    return records.stream()
        .map(record -> shard.count(record % 10, record / 10))
        .collect(java.util.stream.Collectors.toList());
  }
}
