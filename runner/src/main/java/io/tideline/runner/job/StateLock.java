package io.tideline.runner.job;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process out of a job's state directory: two would write the same changes. Only a
 * directory of this machine is locked; the lock ends with the process.
 */
public final class StateLock implements AutoCloseable {

  private static final String NAME = "lock";

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param directory a URI; made where it is missing
   * @throws IOException when another process has the lock, or the directory cannot be written
   */
  public static StateLock take(String directory) throws IOException {
    URI uri = new org.apache.flink.core.fs.Path(directory).toUri();
    if (!"file".equals(uri.getScheme())) {
      return new StateLock(null);
    }
    Path path = Path.of(uri.getPath());
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(path.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new StateLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new IOException(
          "the state directory " + path + " cannot be written (" + e + "); mend its permissions");
    }
    throw new IOException(
        "another process runs this job on the state directory "
            + path
            + "; stop it, or set another <job>.state.directory");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
