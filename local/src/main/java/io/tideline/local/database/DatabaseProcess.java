package io.tideline.local.database;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operating system process of the database server. */
final class DatabaseProcess {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProcess.class);
  private static final int STOP_TIMEOUT_SECONDS = 60;

  private final Process process;
  private final DatabaseFiles files;

  private DatabaseProcess(Process process, DatabaseFiles files) {
    this.process = process;
    this.files = files;
  }

  /** Starts the server with a complete row log; it takes connections some time later. */
  static DatabaseProcess start(DatabaseFiles files, int port) throws IOException {
    endLeftOver(files);
    Process process =
        new ProcessBuilder(command(files, port))
            .directory(files.program().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
            .start();
    Files.writeString(files.processId(), Long.toString(process.pid()));
    return new DatabaseProcess(process, files);
  }

  private static List<String> command(DatabaseFiles files, int port) {
    return List.of(
        files.program().resolve("bin/mariadbd").toString(),
        "--no-defaults",
        "--user=" + System.getProperty("user.name"),
        "--basedir=" + files.program(),
        "--datadir=" + files.tables(),
        "--tmpdir=" + files.temporary(),
        "--init-file=" + files.startScript(),
        "--bind-address=127.0.0.1",
        "--port=" + port,
        // Clients come by TCP; relative to the tables, as a long path would not fit a socket's.
        "--socket=mariadb.sock",
        "--skip-name-resolve",
        "--server-id=1",
        "--log-bin=mysql-bin",
        "--binlog-format=ROW",
        "--binlog-row-image=FULL",
        "--character-set-server=utf8mb4",
        "--collation-server=utf8mb4_unicode_ci",
        "--default-time-zone=+00:00",
        "--max-allowed-packet=64M",
        // A killed server loses nothing, a power cut may: enough for a stand-in, and far faster.
        "--innodb-flush-log-at-trx-commit=2",
        "--innodb-buffer-pool-size=64M");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What the server said last, for an error message. */
  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(files.log());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /** Ends the server as an administrator would; only if that takes too long, by force. */
  void stop() {
    stop(process.toHandle());
  }

  /** Ends the server at once, without a word to it: a crash. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** A server that outlived the killed program that had started it still holds the tables. */
  private static void endLeftOver(DatabaseFiles files) throws IOException {
    if (!Files.exists(files.processId())) {
      return;
    }
    long id = Long.parseLong(Files.readString(files.processId()).trim());
    String program = files.program().resolve("bin/mariadbd").toString();
    ProcessHandle.of(id)
        .filter(handle -> handle.info().command().filter(program::equals).isPresent())
        .ifPresent(
            handle -> {
              LOG.info("ending database server {}, left over from an earlier start", id);
              stop(handle);
            });
  }

  private static void stop(ProcessHandle handle) {
    handle.destroy();
    try {
      handle.onExit().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "database server {} did not stop within {} s; ending it by force",
          handle.pid(),
          STOP_TIMEOUT_SECONDS);
      handle.destroyForcibly();
      handle.onExit().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for database server " + handle.pid(), e);
    } catch (InterruptedException e) {
      handle.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
