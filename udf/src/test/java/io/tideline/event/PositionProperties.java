package io.tideline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PositionProperties {

  @Property
  void aPositionIsReadBackFromItsTextAndItsPackedForm(@ForAll("positions") Position position) {
    assertThat(Position.parse(position.toString())).isEqualTo(position);
    byte[] among = ("x" + position + "y").getBytes(StandardCharsets.UTF_8);
    assertThat(Position.parse(among, 1, among.length - 1)).isEqualTo(position);
    assertThat(Position.ofPacked(position.high(), position.low())).isEqualTo(position);
  }

  @Property
  void positionsSortAsTextAsTheyCompare(
      @ForAll("positions") Position one, @ForAll("positions") Position other) {
    assertThat(Integer.signum(one.compareTo(other)))
        .isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
  }

  @Property
  void positionsCompareByTheirPartsInOrder(
      @ForAll("positions") Position one, @ForAll("positions") Position other) {
    Comparator<Position> byParts =
        Comparator.comparingInt(Position::epoch)
            .thenComparingInt(Position::file)
            .thenComparingLong(Position::offset)
            .thenComparingInt(Position::row)
            .thenComparingInt(Position::half);
    assertThat(Integer.signum(one.compareTo(other)))
        .isEqualTo(Integer.signum(byParts.compare(one, other)));
  }

  @Property
  void theHalvesOfAnUpdateNameEachOther(@ForAll("positions") Position position) {
    if (position.half() == Position.WHOLE) {
      assertThatThrownBy(position::otherHalf).hasMessageContaining("a whole change");
    } else {
      Position other = position.otherHalf();
      assertThat(other.otherHalf()).isEqualTo(position);
      assertThat(other.compareTo(position)).isEqualTo(other.half() - position.half());
    }
  }

  @Example
  void anErrorShowsTheTextAndWhatAPositionLooksLike() {
    assertThatThrownBy(() -> Position.parse("mysql-bin.000003:1904"))
        .hasMessageContaining("mysql-bin.000003:1904")
        .hasMessageContaining("0001-00000003-000000001904-0000002-0");
    byte[] bad = "0001-00000001-99999999999x-0000000-0".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Position.parse(bad, 0, bad.length))
        .hasMessageContaining("0001-00000001-99999999999x-0000000-0");
    assertThatThrownBy(() -> Position.of(1, 1, 1_000_000_000_000L, 0, 0))
        .hasMessageContaining("offset");
  }

  @Provide
  Arbitrary<Position> positions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9_999),
            Arbitraries.integers().between(0, 99_999_999),
            Arbitraries.longs().between(0, 999_999_999_999L),
            Arbitraries.integers().between(0, 4_194_303),
            Arbitraries.integers().between(0, 2))
        .as(Position::of);
  }
}
