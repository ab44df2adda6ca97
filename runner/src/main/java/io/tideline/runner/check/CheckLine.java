package io.tideline.runner.check;

import java.util.Locale;

/**
 * What a check found about one thing.
 *
 * @param target what was looked at, such as {@code database} or {@code state}
 * @param mend what to do; empty for what is right
 */
public record CheckLine(Result result, String target, String words, String mend) {

  /** How it turned out. */
  public enum Result {
    PASS,
    /** The job runs, within limits. */
    WARN,
    /** The job would not run, or not rightly. */
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static CheckLine pass(String target, String words) {
    return new CheckLine(Result.PASS, target, words, "");
  }

  static CheckLine fail(String target, String words, String mend) {
    return new CheckLine(Result.FAIL, target, words, mend);
  }

  static CheckLine warn(String target, String words, String mend) {
    return new CheckLine(Result.WARN, target, words, mend);
  }

  @Override
  public String toString() {
    return result + "  " + target + ": " + words + (mend.isEmpty() ? "" : "; " + mend);
  }
}
