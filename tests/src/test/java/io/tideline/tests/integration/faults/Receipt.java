package io.tideline.tests.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.types.Row;

/**
 * A number as it was read: where it stood in the topic, and what its writer stamped on it.
 *
 * @param run -1 for a record without a stamp
 */
record Receipt(long shard, long sequence, long key, long number, long run, long seq) {

  /** Ends what a reader gathers. */
  static final Receipt END = new Receipt(-1, -1, -1, -1, -1, -1);

  static Receipt of(Row row) {
    return new Receipt(
        (long) row.getField(0),
        (long) row.getField(1),
        (long) row.getField(2),
        (long) row.getField(3),
        (long) row.getField(4),
        (long) row.getField(5));
  }

  /**
   * Nothing is missing, each record of the topic was read once, what the topic has twice is proven
   * by its stamps to be re-sent, and without that each key's numbers are all there, in order.
   *
   * @param count the numbers from 0 on that were written
   * @return how many records were re-sent
   */
  static long assertExact(List<Receipt> receipts, long count) {
    Map<Long, Long> nextSequence = new HashMap<>();
    Map<Long, Receipt> lastOfKey = new HashMap<>();
    Set<List<Long>> stamps = new HashSet<>();
    long resent = 0;
    for (Receipt receipt : receipts) {
      long expected = nextSequence.getOrDefault(receipt.shard, 0L);
      assertThat(receipt.sequence).as("sequence of %s", receipt).isEqualTo(expected);
      nextSequence.put(receipt.shard, expected + 1);

      Receipt last = lastOfKey.get(receipt.key);
      long next = last == null ? receipt.key : last.number + Relay.KEYS;
      boolean again = !stamps.add(List.of(receipt.shard, receipt.run, receipt.seq));
      if (again || (last != null && receipt.number <= last.number && receipt.run != last.run)) {
        assertThat(receipt.number).as("%s after %s", receipt, last).isLessThan(next);
        resent++;
        continue;
      }
      assertThat(receipt.number).as("%s after %s", receipt, last).isEqualTo(next);
      lastOfKey.put(receipt.key, receipt);
    }
    assertThat(receipts.size() - resent).isEqualTo(count);
    return resent;
  }
}
