package io.tideline.connector.oceanbase.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.event.Position;
import org.junit.jupiter.api.Test;

class LogPlaceTest {

  private final LogPlace place = new LogPlace(2);

  @Test
  void aFileIsItsNumber() {
    assertThat(place.of("mysql-bin.000003", 1904, 2, Position.OLD_KEY))
        .isEqualTo(Position.of(2, 3, 1904, 2, Position.OLD_KEY));
    assertThat(place.of("log.with.dots.1000000", 4, 0, Position.WHOLE))
        .isEqualTo(Position.of(2, 1_000_000, 4, 0, Position.WHOLE));
  }

  @Test
  void aFileWithoutNumberIsNamed() {
    assertThatThrownBy(() -> place.of("mysql-bin", 4, 0, Position.WHOLE))
        .hasMessageContaining("'mysql-bin'");
  }

  @Test
  void rowsOfAChunkShareItsPlaceOrAreCountedFromIt() {
    place.startChunk("mysql-bin.000001", 500);
    assertThat(place.ofChunk()).isEqualTo(Position.of(2, 1, 500, 0, Position.WHOLE));
    assertThat(place.ofNextInChunk()).isEqualTo(Position.of(2, 1, 500, 0, Position.WHOLE));
    assertThat(place.ofNextInChunk()).isEqualTo(Position.of(2, 1, 500, 1, Position.WHOLE));
    place.startChunk("mysql-bin.000001", 600);
    assertThat(place.ofNextInChunk()).isEqualTo(Position.of(2, 1, 600, 0, Position.WHOLE));
  }

  @Test
  void aRowBeforeItsChunkIsAnError() {
    assertThatThrownBy(place::ofChunk).hasMessageContaining("low watermark");
  }
}
