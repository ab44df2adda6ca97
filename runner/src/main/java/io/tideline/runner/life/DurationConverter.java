package io.tideline.runner.life;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as the configuration has it: {@code 30 s}, {@code 2min}. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    try {
      // Flink takes a bare number for milliseconds, which hardly anybody means.
      Duration duration = TimeUtils.parseDuration(value.strip().matches("\\d+") ? "" : value);
      if (duration.isZero()) {
        throw new TypeConversionException("'" + value + "' must be longer than 0");
      }
      return duration;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new TypeConversionException(
          "'" + value + "' is no duration with its unit, such as 30s or 2min");
    }
  }
}
