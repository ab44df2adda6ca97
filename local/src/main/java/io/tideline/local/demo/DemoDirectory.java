package io.tideline.local.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory of a demo: where what is, and that only one demo uses it. */
final class DemoDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;

  private DemoDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * @throws DemoException when another demo uses it
   */
  static DemoDirectory open(Path root) throws IOException {
    Files.createDirectories(root.resolve("logs"));
    FileChannel file =
        FileChannel.open(
            root.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = file.tryLock();
    if (lock == null) {
      file.close();
      throw new DemoException(
          "a demo is running on "
              + root
              + " already; stop it, or give another directory by --data");
    }
    return new DemoDirectory(root.toRealPath(), file);
  }

  Path root() {
    return root;
  }

  Path database() {
    return root.resolve("database");
  }

  Path datahub() {
    return root.resolve("datahub");
  }

  Path state(String job) {
    return root.resolve("state").resolve(job);
  }

  Path output() {
    return root.resolve("output");
  }

  Path deadLetters() {
    return root.resolve("dead-letters");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path secrets() {
    return root.resolve("secrets.properties");
  }

  Path environment() {
    return root.resolve("environment");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
