package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.datahub.client.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** P3: what is added is sent, once, in order, in requests within the limits. */
class ShardQueueProperties {

  @Property(tries = 500)
  void everythingLeavesInOrderWithinTheLimitsAndOneRequestAtATime(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 120) Integer> steps,
      @ForAll @IntRange(min = 1, max = 10) int maxRecords,
      @ForAll @IntRange(min = 50, max = 300) int maxBytes) {
    ShardQueue queue = new ShardQueue("0", new BatchLimits(maxRecords, maxBytes, 10));
    List<Long> added = new ArrayList<>();
    List<Long> sent = new ArrayList<>();
    boolean inFlight = false;
    for (int step : steps) {
      if (step > 100) {
        queue.acknowledged();
        inFlight = false;
      } else if (step == 100) {
        queue.makeDue();
      } else {
        long seq = queue.takeSeq();
        added.add(seq);
        queue.add(record(seq), step);
      }
      inFlight |= send(queue, inFlight, sent, maxRecords, maxBytes);
    }
    queue.acknowledged();
    while (!queue.isEmpty()) {
      queue.makeDue();
      send(queue, false, sent, maxRecords, maxBytes);
      queue.acknowledged();
    }
    assertThat(sent).isEqualTo(added);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(sent.get(i)).isEqualTo(i);
    }
  }

  private static boolean send(
      ShardQueue queue, boolean inFlight, List<Long> sent, int maxRecords, int maxBytes) {
    ShardQueue.Batch batch = queue.take();
    if (batch == null) {
      return false;
    }
    assertThat(inFlight).isFalse();
    assertThat(batch.records).hasSizeBetween(1, maxRecords);
    assertThat(batch.bytes <= maxBytes || batch.records.size() == 1).isTrue();
    batch.records.forEach(record -> sent.add((Long) record.fields()[0]));
    return true;
  }

  private static OutgoingRecord record(long seq) {
    return OutgoingRecord.tuple(new Object[] {seq}, Map.of());
  }
}
