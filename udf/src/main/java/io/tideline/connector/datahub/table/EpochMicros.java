package io.tideline.connector.datahub.table;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.flink.table.data.TimestampData;

/** Between a topic's TIMESTAMP, microseconds since the epoch, and Flink's. */
final class EpochMicros implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ZoneId zone;
  private final boolean utc;

  /**
   * @param zone of timestamps without a zone
   */
  EpochMicros(ZoneId zone) {
    this.zone = zone;
    this.utc = zone.normalized().equals(ZoneOffset.UTC);
  }

  static long fromInstant(TimestampData time) {
    return time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000;
  }

  long fromLocal(TimestampData time) {
    if (utc) {
      return fromInstant(time);
    }
    Instant instant = time.toLocalDateTime().atZone(zone).toInstant();
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  /**
   * @param precision digits of the second that the column has; further ones are cut off
   */
  static TimestampData toInstant(long micros, int precision) {
    int nanos = precision <= 3 ? 0 : (int) Math.floorMod(micros, 1000L) * 1000;
    return TimestampData.fromEpochMillis(Math.floorDiv(micros, 1000L), nanos);
  }

  TimestampData toLocal(long micros, int precision) {
    TimestampData instant = toInstant(micros, precision);
    return utc
        ? instant
        : TimestampData.fromLocalDateTime(LocalDateTime.ofInstant(instant.toInstant(), zone));
  }
}
