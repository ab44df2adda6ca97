package io.tideline.check;

import java.io.PrintWriter;

/**
 * What a check found, for a program that does not know this jar's classes: a line each, of {@code
 * pass}, {@code warn} or {@code fail}, what was looked at, and what mends it, with tabs between.
 */
public final class CheckOutput {

  private final PrintWriter out;
  private boolean failed;

  public CheckOutput(PrintWriter out) {
    this.out = out;
  }

  public void pass(String what) {
    line("pass", what, "");
  }

  /** The job runs, within limits. */
  public void warn(String what, String mend) {
    line("warn", what, mend);
  }

  /** The job would not run, or not rightly. */
  public void fail(String what, String mend) {
    failed = true;
    line("fail", what, mend);
  }

  /** 0 when nothing failed, else 1. */
  public int exitCode() {
    out.flush();
    return failed ? 1 : 0;
  }

  private void line(String result, String what, String mend) {
    out.println(result + "\t" + onOneLine(what) + "\t" + onOneLine(mend));
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }
}
