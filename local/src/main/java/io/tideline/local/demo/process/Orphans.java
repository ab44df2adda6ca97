package io.tideline.local.demo.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes that outlived a demo that was killed. They are known by the mark that {@link Launcher}
 * puts into their environment, which needs no file that could be out of date.
 */
public final class Orphans {

  private static final int STOP_SECONDS = 20;

  private Orphans() {}

  /** The processes of a demo's directory, whoever started them. */
  public static List<ProcessHandle> of(Path directory) {
    String mark = Launcher.MARK + "=" + directory;
    return ProcessHandle.allProcesses().filter(process -> isMarked(process, mark)).toList();
  }

  /**
   * Ends them, gently first.
   *
   * @return how many there were
   */
  public static int end(Path directory) throws InterruptedException {
    List<ProcessHandle> orphans = of(directory);
    orphans.forEach(ProcessHandle::destroy);
    for (ProcessHandle orphan : orphans) {
      try {
        orphan.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        orphan.destroyForcibly();
        orphan.onExit().join();
      }
    }
    return orphans.size();
  }

  private static boolean isMarked(ProcessHandle process, String mark) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      return List.of(new String(environment, StandardCharsets.UTF_8).split("\0")).contains(mark);
    } catch (IOException e) {
      // Another user's, or gone meanwhile.
      return false;
    }
  }
}
