package io.tideline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** P39: the same change has the same name, another change another one. */
class EventIdProperties {

  @Property
  void theSameChangeHasTheSameName(
      @ForAll String source,
      @ForAll String database,
      @ForAll String table,
      @ForAll("positions") Position position,
      @ForAll String image) {
    EventId used = EventId.of(source, database, table);
    String change = used.change(position);
    String read = used.read(position, "{\"id\":1}", image);
    EventId fresh = EventId.of(source, database, table);
    assertThat(fresh.read(position, "{\"id\":1}", image)).isEqualTo(read);
    assertThat(fresh.change(position)).isEqualTo(change).matches("[0-9a-f]{32}");
  }

  @Property
  void anotherPlaceInTheLogIsAnotherName(
      @ForAll("positions") Position one, @ForAll("positions") Position other) {
    EventId ids = EventId.of("db", "shop", "orders");
    assertThat(ids.change(one).equals(ids.change(other))).isEqualTo(one.equals(other));
  }

  @Property
  void everyHeartbeatHasANameOfItsOwn(
      @ForAll("positions") Position position, @ForAll long one, @ForAll long other) {
    EventId ids = EventId.of("db", null, null);
    assertThat(ids.heartbeat(position, one).equals(ids.heartbeat(position, other)))
        .isEqualTo(one == other);
    assertThat(ids.heartbeat(position, one)).isNotEqualTo(ids.change(position));
  }

  @Property
  void anotherTableIsAnotherName(
      @ForAll @StringLength(max = 20) String names,
      @ForAll("cuts") int one,
      @ForAll("cuts") int other,
      @ForAll("positions") Position position) {
    int first = Math.min(one, names.length());
    int second = Math.min(other, names.length());
    String ofFirst =
        EventId.of("db", names.substring(0, first), names.substring(first)).change(position);
    String ofSecond =
        EventId.of("db", names.substring(0, second), names.substring(second)).change(position);
    assertThat(ofFirst.equals(ofSecond)).isEqualTo(first == second);
  }

  @Property
  void anotherKeyOrContentIsAnotherName(
      @ForAll("positions") Position position,
      @ForAll String key,
      @ForAll String image,
      @ForAll String otherImage) {
    EventId ids = EventId.of("db", "shop", "orders");
    String id = ids.read(position, key, image);
    assertThat(ids.read(position, key, otherImage).equals(id)).isEqualTo(image.equals(otherImage));
    assertThat(ids.read(position, key + "\0", image)).isNotEqualTo(id);
    assertThat(ids.read(position, null, image)).isNotEqualTo(id);
    assertThat(ids.change(position)).isNotEqualTo(id);
  }

  @Example
  void namesOfNeighboursDifferInBothHalves() {
    EventId ids = EventId.of("db", "shop", "orders");
    Set<String> halves = new HashSet<>();
    int changes = 100_000;
    for (int i = 0; i < changes; i++) {
      String id = ids.change(Position.of(1, 1, 4 + i / 10, i % 10, Position.WHOLE));
      halves.add(id.substring(0, 16));
      halves.add(id.substring(16));
    }
    assertThat(halves).hasSize(2 * changes);
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, 20);
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
