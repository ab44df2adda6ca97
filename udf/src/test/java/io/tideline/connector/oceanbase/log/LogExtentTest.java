package io.tideline.connector.oceanbase.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogExtentTest {

  private static final LogExtent LOG =
      new LogExtent(
          List.of(
              new LogFile("mysql-bin.000003", 100),
              new LogFile("mysql-bin.000004", 50),
              new LogFile("mysql-bin.000005", 7)));

  @Test
  void whatLiesBehindIsTheRestOfTheFileAndAllFilesAfterIt() {
    assertThat(LOG.bytesBehind(3, 60)).isEqualTo(40 + 50 + 7);
    assertThat(LOG.bytesBehind(4, 50)).isEqualTo(7);
    assertThat(LOG.bytesBehind(5, 4)).isEqualTo(3);
  }

  @Test
  void atTheEndAndAheadOfWhatTheServerLastSaidNothingDoes() {
    assertThat(LOG.bytesBehind(5, 7)).isZero();
    assertThat(LOG.bytesBehind(5, 9)).isZero();
    assertThat(LOG.bytesBehind(6, 4)).isZero();
  }
}
