package io.tideline.verify.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.event.Position;
import org.junit.jupiter.api.Test;

class LogPositionTest {

  private static final LogPosition HERE = new LogPosition(3, 1904);

  @Test
  void aCorrectionStandsAfterAllChangesBeforeItAndBeforeAllLaterOnes() {
    Position correction = HERE.after(2, Position.of(2, 3, 1800, 7, Position.WHOLE));

    assertThat(correction)
        .isGreaterThan(Position.of(2, 3, 1904, 0, Position.WHOLE))
        .isLessThan(Position.of(2, 3, 1905, 0, Position.WHOLE));
  }

  @Test
  void aSecondCorrectionOfAKeyStandsAfterTheFirstAlsoWhenTheLogStandsStill() {
    Position first = HERE.after(2, null);

    assertThat(HERE.after(2, first)).isGreaterThan(first).isLessThan(HERE.after(3, null));
    assertThat(HERE.after(2, HERE.after(2, first))).isGreaterThan(HERE.after(2, first));
  }

  @Test
  void theNumberOfALogFileStandsAtTheEndOfItsName() {
    assertThat(LogPosition.number("mysql-bin.000123")).isEqualTo(123);
    assertThatThrownBy(() -> LogPosition.number("mysql-bin")).hasMessageContaining("mysql-bin");
  }
}
