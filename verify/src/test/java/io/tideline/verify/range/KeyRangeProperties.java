package io.tideline.verify.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class KeyRangeProperties {

  private static final long MOST = 60;

  @Property
  void aUnionHoldsWhatItsRangesHoldAndNoKeyTwice(@ForAll("ranges") List<KeyRange> ranges) {
    List<KeyRange> union = KeyRange.union(ranges);

    LongStream.rangeClosed(-2, MOST + 2)
        .mapToObj(BigInteger::valueOf)
        .forEach(
            key -> {
              long expected = ranges.stream().anyMatch(range -> range.contains(key)) ? 1 : 0;
              assertThat(union.stream().filter(range -> range.contains(key)).count())
                  .isEqualTo(expected);
            });
  }

  @Property
  void bothHalvesHaveAKeyAndTogetherAll(
      @ForAll("range") KeyRange range,
      @ForAll @LongRange(min = 0, max = MOST) long one,
      @ForAll @LongRange(min = 0, max = MOST) long other) {
    BigInteger least = BigInteger.valueOf(Math.min(one, other));
    BigInteger greatest = BigInteger.valueOf(Math.max(one, other));
    Assume.that(one != other && range.contains(least) && range.contains(greatest));

    List<KeyRange> halves = range.halves(least, greatest);

    assertThat(halves.get(0).contains(least)).isTrue();
    assertThat(halves.get(1).contains(greatest)).isTrue();
    assertThat(halves.get(0).to()).isEqualTo(halves.get(1).from());
    assertThat(halves.get(0).from()).isEqualTo(range.from());
    assertThat(halves.get(1).to()).isEqualTo(range.to());
  }

  @Provide
  Arbitrary<List<KeyRange>> ranges() {
    return range().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<KeyRange> range() {
    Arbitrary<Long> ends = Arbitraries.longs().between(0, MOST);
    return Arbitraries.of(0, 1, 2, 3)
        .flatMap(
            open ->
                ends.flatMap(
                    from ->
                        Arbitraries.longs()
                            .between(from + 1, MOST + 1)
                            .map(to -> range(open, from, to))));
  }

  private static KeyRange range(int open, long from, long to) {
    return new KeyRange(
        (open & 1) == 0 ? BigInteger.valueOf(from) : null,
        (open & 2) == 0 ? BigInteger.valueOf(to) : null);
  }
}
