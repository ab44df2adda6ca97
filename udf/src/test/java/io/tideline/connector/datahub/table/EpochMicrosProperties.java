package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;

class EpochMicrosProperties {

  private static final long MAX = 253_402_271_999_000_000L;
  private final EpochMicros utc = new EpochMicros(ZoneId.of("UTC"));
  private final EpochMicros shanghai = new EpochMicros(ZoneId.of("Asia/Shanghai"));

  @Property
  void microsecondsSurviveBothWays(
      @ForAll @LongRange(min = -62_135_798_400_000_000L, max = MAX) long micros) {
    assertThat(EpochMicros.fromInstant(EpochMicros.toInstant(micros, 6))).isEqualTo(micros);
    assertThat(utc.fromLocal(utc.toLocal(micros, 6))).isEqualTo(micros);
  }

  @Test
  void aLocalTimeIsOfItsZone() {
    TimestampData local =
        TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-11-23T15:00:00.123456"));
    long micros = shanghai.fromLocal(local);

    assertThat(micros).isEqualTo(utc.fromLocal(local) - 8L * 3600 * 1_000_000);
    assertThat(shanghai.toLocal(micros, 6)).isEqualTo(local);
  }

  @Test
  void digitsThatTheColumnLacksAreCutOff() {
    assertThat(EpochMicros.toInstant(1_999_999L, 3)).isEqualTo(TimestampData.fromEpochMillis(1999));
  }
}
