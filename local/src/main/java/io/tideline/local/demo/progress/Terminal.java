package io.tideline.local.demo.progress;

import java.io.PrintWriter;
import java.util.List;

/** What the user sees: lines that stay, and below them a block that is rewritten in place. */
public final class Terminal {

  private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";
  private static final long PLAIN_INTERVAL = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean rewrites;
  private List<String> block = List.of();
  private long lastPlain = System.nanoTime() - PLAIN_INTERVAL;

  /**
   * @param rewrites whether it is a terminal; otherwise progress is a line now and then
   */
  public Terminal(PrintWriter out, boolean rewrites) {
    this.out = out;
    this.rewrites = rewrites;
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    clear();
    out.println(line);
    block.forEach(out::println);
    out.flush();
  }

  /** How far it is now. */
  public synchronized void show(Progress progress) {
    if (rewrites) {
      clear();
      block = progress.lines();
      block.forEach(out::println);
    } else if (System.nanoTime() - lastPlain >= PLAIN_INTERVAL) {
      lastPlain = System.nanoTime();
      out.println(progress.line());
    }
    out.flush();
  }

  /** The block as it is stays; what comes is below it. */
  public synchronized void keep() {
    block = List.of();
  }

  private void clear() {
    if (!block.isEmpty()) {
      out.print(UP_AND_CLEAR.formatted(block.size()));
    }
  }
}
