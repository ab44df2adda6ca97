package io.tideline.runner.configuration;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** What a parameter's value may be. A value stays text; its type says whether the text is right. */
public sealed interface ParameterType {

  /** What would be right, as the end of an error message: "a whole number from 1 to 65535". */
  String expectation();

  /** Whether the text is a value of this type. */
  boolean accepts(String text);

  /** Whether the value stands in SQL as a number; everything else stands there as a string. */
  default boolean isNumber() {
    return false;
  }

  /** Any text that is not empty. */
  record Text() implements ParameterType {
    @Override
    public String expectation() {
      return "a text that is not empty";
    }

    @Override
    public boolean accepts(String text) {
      return !text.isBlank();
    }
  }

  /** A text of a certain form, which the description puts in words. */
  record Form(Pattern pattern, String expectation) implements ParameterType {
    @Override
    public boolean accepts(String text) {
      return pattern.matcher(text).matches();
    }
  }

  /** A whole number between two bounds, both included. */
  record WholeNumber(long least, long greatest) implements ParameterType {
    @Override
    public String expectation() {
      return greatest == Long.MAX_VALUE
          ? "a whole number of at least " + least
          : "a whole number from " + least + " to " + greatest;
    }

    @Override
    public boolean accepts(String text) {
      try {
        long value = Long.parseLong(text);
        return value >= least && value <= greatest;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }

  /** A span of time with its unit, as Flink writes it. */
  record TimeSpan(Duration least) implements ParameterType {
    @Override
    public String expectation() {
      return String.format(
          "a duration with its unit, such as 500 ms, 10 s, 5 min or 1 h, of at least %s",
          TimeUtils.formatWithHighestUnit(least));
    }

    @Override
    public boolean accepts(String text) {
      try {
        // Flink takes a bare number for milliseconds; here the unit must be said.
        return !isDigits(text) && TimeUtils.parseDuration(text).compareTo(least) >= 0;
      } catch (IllegalArgumentException | ArithmeticException e) {
        return false;
      }
    }
  }

  /** A number of bytes with its unit, as Flink writes it. */
  record Size(MemorySize least) implements ParameterType {
    @Override
    public String expectation() {
      return String.format(
          "a size with its unit, such as 64 kb, 128 mb or 1 gb, of at least %s",
          least.toHumanReadableString());
    }

    @Override
    public boolean accepts(String text) {
      try {
        return !isDigits(text) && MemorySize.parse(text).compareTo(least) >= 0;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /**
   * A directory: a URI, or a path of this machine; a relative one is below the project's directory.
   */
  record Location() implements ParameterType {
    @Override
    public String expectation() {
      return "a path, or a URI such as file:///data/tideline or s3://bucket/tideline";
    }

    @Override
    public boolean accepts(String text) {
      return !text.isBlank() && text.indexOf('\0') < 0;
    }
  }

  /** One of several words. */
  record Choice(List<String> words) implements ParameterType {
    @Override
    public String expectation() {
      return "one of " + String.join(", ", words);
    }

    @Override
    public boolean accepts(String text) {
      return words.contains(text);
    }
  }

  /** A regular expression of Java. */
  record RegularExpression() implements ParameterType {
    @Override
    public String expectation() {
      return "a regular expression";
    }

    @Override
    public boolean accepts(String text) {
      try {
        Pattern.compile(text);
        return !text.isEmpty();
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
  }

  private static boolean isDigits(String text) {
    return text.strip().chars().allMatch(Character::isDigit);
  }
}
