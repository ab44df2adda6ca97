package io.tideline.local.demo.process;

import io.tideline.local.demo.DemoException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that is started again when it ends though nobody stopped it. */
public final class Child implements AutoCloseable {

  private static final int DEATHS_TOLERATED = 5;
  private static final Duration DEATHS_REMEMBERED = Duration.ofMinutes(2);
  private static final int STOP_SECONDS = 30;

  private final Program program;
  private final Launcher launcher;
  private final Consumer<String> say;
  private final Deque<Long> deaths = new ArrayDeque<>();
  private Process process;
  private boolean stopping;
  private DemoException failure;

  /**
   * @param say takes lines for the user
   */
  public Child(Program program, Launcher launcher, Consumer<String> say) {
    this.program = program;
    this.launcher = launcher;
    this.say = say;
  }

  public synchronized void start() throws IOException {
    process = launcher.start(program);
    process.onExit().thenAccept(this::ended);
  }

  /**
   * Fails when the process keeps dying.
   *
   * @throws DemoException with the place of its log
   */
  public synchronized void requireAlive() throws DemoException {
    if (failure != null) {
      throw failure;
    }
  }

  public synchronized long pid() {
    return process.pid();
  }

  /** Asks the process to end and waits for it; ends it by force when that takes too long. */
  @Override
  public void close() {
    Process last;
    synchronized (this) {
      stopping = true;
      last = process;
    }
    if (last == null) {
      return;
    }
    last.destroy();
    try {
      if (!last.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        say.accept(program.name() + " did not stop within " + STOP_SECONDS + " s: ended by force");
        last.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void ended(Process ended) {
    if (stopping) {
      return;
    }
    long now = System.nanoTime();
    deaths.add(now);
    while (now - deaths.peek() > DEATHS_REMEMBERED.toNanos()) {
      deaths.remove();
    }
    String what =
        "%s ended (exit code %d; its output is in %s)"
            .formatted(program.name(), ended.exitValue(), launcher.log(program));
    if (deaths.size() > DEATHS_TOLERATED) {
      failure = new DemoException(what + ", too often to start it once more");
      return;
    }
    say.accept(what + ": starting it again");
    try {
      start();
    } catch (IOException e) {
      failure = new DemoException(program.name() + " cannot be started: " + e.getMessage(), e);
    }
  }
}
