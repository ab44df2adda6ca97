package io.tideline.connector.oceanbase.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What a TIME is in the log. */
class TimeSpanTest {

  private static final long MOST = ((838 * 60 + 59) * 60 + 59) * 1_000_000L + 999_999;

  @Test
  void aTimeOfTheLogIsTheSpanThatWasWritten() {
    assertThat(span("800000")).isZero();
    assertThat(span("7fffff")).isEqualTo(Duration.ofSeconds(-1));
    assertThat(span("7ff000")).isEqualTo(Duration.ofHours(-1));
    assertThat(span("80000000")).isZero();
    assertThat(span("7fffffff")).isEqualTo(Duration.ofMillis(-10));
    assertThat(span("7fffff9d")).isEqualTo(Duration.ofMillis(-990));
    assertThat(span("7fffff00")).isEqualTo(Duration.ofSeconds(-1));
    assertThat(span("7ffffeff")).isEqualTo(Duration.ofMillis(-1_010));
    assertThat(span("7ffffef6")).isEqualTo(Duration.ofMillis(-1_100));
    assertThat(span("7fffffffffff")).isEqualTo(Duration.ofNanos(-1_000));
  }

  @Property
  void aTimeSortsAsItsBytesDo(
      @ForAll @LongRange(min = -MOST, max = MOST) long one,
      @ForAll @LongRange(min = -MOST, max = MOST) long other) {
    byte[] first = bytes(one);
    byte[] second = bytes(other);
    assertThat(TimeSpan.of(first)).isEqualTo(Duration.ofNanos(one * 1_000));
    assertThat(Integer.signum(Arrays.compareUnsigned(first, second)))
        .isEqualTo(Integer.signum(TimeSpan.of(first).compareTo(TimeSpan.of(second))));
  }

  private static Duration span(String hex) {
    byte[] bytes = new BigInteger("1" + hex, 16).toByteArray();
    return TimeSpan.of(Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  /** Of a TIME(6), as the server's own documentation of the form has it. */
  private static byte[] bytes(long micros) {
    long size = Math.abs(micros);
    long seconds = size / 1_000_000;
    long whole = seconds / 3_600 << 12 | seconds / 60 % 60 << 6 | seconds % 60;
    long number = whole << 24 | size % 1_000_000;
    long stored = (micros < 0 ? -number : number) + 0x800000_000000L;
    byte[] bytes = new byte[6];
    for (int i = 5; i >= 0; i--) {
      bytes[i] = (byte) stored;
      stored >>= 8;
    }
    return bytes;
  }
}
