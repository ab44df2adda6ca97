package io.tideline.verify.report;

import io.tideline.verify.compare.Progress;
import java.io.PrintWriter;

/** How far a table is: a line that is written over on a terminal, else one every few seconds. */
public final class ProgressLine implements Progress {

  private static final long EVERY_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final String table;
  private long shown = System.nanoTime() - EVERY_NANOS;

  public ProgressLine(PrintWriter out, boolean terminal, String table) {
    this.out = out;
    this.terminal = terminal;
    this.table = table;
  }

  @Override
  public void compared(long ranges, long rows, long estimated, long differing) {
    long now = System.nanoTime();
    if (terminal || now - shown >= EVERY_NANOS) {
      shown = now;
      show(
          "%s rows of about %s in %s ranges, %s differing"
              .formatted(
                  TextReport.grouped(rows),
                  TextReport.grouped(Math.max(rows, estimated)),
                  TextReport.grouped(ranges),
                  TextReport.grouped(differing)));
    }
  }

  @Override
  public void waiting(long differing) {
    show(
        TextReport.grouped(differing)
            + " rows differ at the first look; waiting for what is on its way");
    if (terminal) {
      out.println();
    }
  }

  /** Ends the line. */
  public void end() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  private void show(String words) {
    out.print((terminal ? "\r\u001b[K" : "") + table + ": " + words);
    if (!terminal) {
      out.println();
    }
    out.flush();
  }
}
