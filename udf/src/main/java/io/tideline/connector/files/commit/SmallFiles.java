package io.tideline.connector.files.commit;

import io.tideline.connector.files.sink.WriteRetry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;

/** Files of notes beside the data: each is written at once, and is there as a whole or not. */
public class SmallFiles {

  private final FileSystem fileSystem;
  private final WriteRetry retry;

  /**
   * @param any a path on the file system
   */
  public SmallFiles(Path any, WriteRetry retry) throws IOException {
    this.fileSystem = any.getFileSystem();
    this.retry = retry;
  }

  /** Does nothing when there is a file of that name: it was written before. */
  public void write(Path path, byte[] content) throws IOException {
    retry.call(
        "writing " + path,
        () -> {
          if (!fileSystem.exists(path)) {
            // Not a plain stream: what it has written is there before it is closed.
            RecoverableFsDataOutputStream out = fileSystem.createRecoverableWriter().open(path);
            try {
              out.write(content);
              out.sync();
              out.closeForCommit().commit();
            } finally {
              out.close();
            }
          }
          return null;
        });
  }

  /** Empty when there is no such file, or no more. */
  public Optional<byte[]> read(Path path) throws IOException {
    return retry.call(
        "reading " + path,
        () -> {
          try (FSDataInputStream in = fileSystem.open(path)) {
            return Optional.of(in.readAllBytes());
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** The names in a directory that may not exist, of files and directories, in their order. */
  public List<String> names(Path directory) throws IOException {
    FileStatus[] found =
        retry.call(
            "listing " + directory,
            () -> {
              try {
                return fileSystem.listStatus(directory);
              } catch (FileNotFoundException e) {
                return new FileStatus[0];
              }
            });
    List<String> names = new ArrayList<>();
    if (found != null) {
      Arrays.stream(found).map(file -> file.getPath().getName()).forEach(names::add);
    }
    names.removeIf(name -> name.startsWith("."));
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /** The length of a file in bytes; -1 without one. */
  public long length(Path path) throws IOException {
    return retry.call(
        "looking at " + path,
        () -> {
          try {
            return fileSystem.getFileStatus(path).getLen();
          } catch (FileNotFoundException e) {
            return -1L;
          }
        });
  }

  /** Done also when an attempt did it that seemed to fail. */
  public void move(Path from, Path to) throws IOException {
    retry.call(
        "moving " + from + " to " + to,
        () -> {
          fileSystem.mkdirs(to.getParent());
          if (!fileSystem.rename(from, to) && (fileSystem.exists(from) || !fileSystem.exists(to))) {
            throw new IOException("the file system did not move it");
          }
          return null;
        });
  }

  public void delete(Path path) throws IOException {
    retry.call("removing " + path, () -> fileSystem.delete(path, false));
  }
}
