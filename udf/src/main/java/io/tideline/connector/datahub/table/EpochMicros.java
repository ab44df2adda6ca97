package io.tideline.connector.datahub.table;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.flink.table.data.TimestampData;

/** Between a topic's TIMESTAMP, microseconds since the epoch, and Flink's. */
final class EpochMicros implements Serializable {

  /** What a topic takes: the years 1 to 9999 in the service's zone, UTC+8. */
  static final long MIN = -62_135_798_400_000_000L;

  static final long MAX = 253_402_271_999_000_000L;

  private static final long serialVersionUID = 1L;

  /** By the digits of a second that remain: what is cut off is below this. */
  private static final long[] UNITS = {1_000_000, 100_000, 10_000, 1000, 100, 10};

  private final ZoneId zone;
  private final boolean utc;

  /**
   * @param zone of timestamps without a zone
   */
  EpochMicros(ZoneId zone) {
    this.zone = zone;
    this.utc = zone.normalized().equals(ZoneOffset.UTC);
  }

  /**
   * @throws ArithmeticException when 64 bits do not hold it
   */
  static long fromInstant(TimestampData time) {
    return Math.addExact(
        Math.multiplyExact(time.getMillisecond(), 1000L), time.getNanoOfMillisecond() / 1000);
  }

  /**
   * @throws ArithmeticException when 64 bits do not hold it
   */
  long fromLocal(TimestampData time) {
    if (utc) {
      return fromInstant(time);
    }
    Instant instant = time.toLocalDateTime().atZone(zone).toInstant();
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }

  /**
   * @param precision digits of the second that the column has; further ones are cut off
   */
  static TimestampData toInstant(long micros, int precision) {
    long cut = precision < UNITS.length ? micros - Math.floorMod(micros, UNITS[precision]) : micros;
    int nanos = (int) Math.floorMod(cut, 1000L) * 1000;
    return TimestampData.fromEpochMillis(Math.floorDiv(cut, 1000L), nanos);
  }

  TimestampData toLocal(long micros, int precision) {
    TimestampData instant = toInstant(micros, precision);
    return utc
        ? instant
        : TimestampData.fromLocalDateTime(LocalDateTime.ofInstant(instant.toInstant(), zone));
  }
}
