package io.tideline.verify.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BisectionProperties {

  @Property
  void everyRowThatDiffersIsInOneRangeAndEveryRangeHasOneAndFewRows(
      @ForAll @Size(max = 60)
          Map<@LongRange(min = -40, max = 40) Long, @IntRange(max = 1) Integer> expected,
      @ForAll @Size(max = 60)
          Map<@LongRange(min = -40, max = 40) Long, @IntRange(max = 1) Integer> actual,
      @ForAll @IntRange(min = 1, max = 9) int fewRows)
      throws Exception {
    TreeMap<BigInteger, Integer> database = sorted(expected);
    TreeMap<BigInteger, Integer> files = sorted(actual);
    Bisection bisection =
        new Bisection(range -> sum(database, range), range -> sum(files, range), fewRows);

    List<KeyRange> found =
        bisection.differing(KeyRange.ALL, sum(database, KeyRange.ALL), sum(files, KeyRange.ALL));

    for (long number = -41; number <= 41; number++) {
      BigInteger key = BigInteger.valueOf(number);
      boolean differs = !Objects.equals(database.get(key), files.get(key));
      long ranges = found.stream().filter(range -> range.contains(key)).count();
      assertThat(ranges).isLessThanOrEqualTo(1);
      assertThat(ranges == 1 || !differs).as("key %s", key).isTrue();
    }
    for (KeyRange range : found) {
      assertThat(part(database, range)).isNotEqualTo(part(files, range));
      assertThat(part(database, range).size()).isLessThanOrEqualTo(fewRows);
      assertThat(part(files, range).size()).isLessThanOrEqualTo(fewRows);
    }
  }

  private static TreeMap<BigInteger, Integer> sorted(Map<Long, Integer> rows) {
    TreeMap<BigInteger, Integer> sorted = new TreeMap<>();
    rows.forEach((key, value) -> sorted.put(BigInteger.valueOf(key), value));
    return sorted;
  }

  private static SortedMap<BigInteger, Integer> part(
      TreeMap<BigInteger, Integer> rows, KeyRange range) {
    SortedMap<BigInteger, Integer> part = range.from() == null ? rows : rows.tailMap(range.from());
    return range.to() == null ? part : part.headMap(range.to());
  }

  /** Digests as good as MD5 for so few rows: the number of a key and its value. */
  private static RangeSum sum(TreeMap<BigInteger, Integer> rows, KeyRange range) {
    SortedMap<BigInteger, Integer> part = part(rows, range);
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<BigInteger, Integer> row : part.entrySet()) {
      int bit = (row.getKey().intValue() + 40) * 2 + row.getValue();
      sum = sum.xor(BigInteger.ONE.shiftLeft(bit));
    }
    return new RangeSum(
        part.size(),
        part.isEmpty() ? null : part.firstKey(),
        part.isEmpty() ? null : part.lastKey(),
        sum,
        BigInteger.ZERO);
  }
}
