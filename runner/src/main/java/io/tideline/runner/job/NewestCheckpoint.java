package io.tideline.runner.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the checkpoint to resume from: the one completed last, of any run of the job, in {@code
 * <directory>/<job id>/chk-<n>}.
 */
public final class NewestCheckpoint {

  private static final Logger LOG = LoggerFactory.getLogger(NewestCheckpoint.class);
  private static final String METADATA = "_metadata";

  private NewestCheckpoint() {}

  /**
   * The checkpoint's path, or empty when there is none. One that cannot be read is passed over with
   * a line in the log.
   *
   * @throws IOException when the directory cannot be listed
   */
  public static Optional<String> in(String directory) throws IOException {
    Path root = new Path(directory);
    FileSystem files = root.getFileSystem();
    if (!files.exists(root)) {
      return Optional.empty();
    }
    return newestFirst(files, root).stream()
        .filter(metadata -> isReadable(files, metadata.getPath()))
        .findFirst()
        .map(metadata -> metadata.getPath().getParent().toString());
  }

  /** The metadata files of all completed checkpoints. */
  static List<FileStatus> newestFirst(FileSystem files, Path root) throws IOException {
    List<FileStatus> completed = new ArrayList<>();
    for (FileStatus run : directories(files, root)) {
      for (FileStatus checkpoint : directories(files, run.getPath())) {
        Path metadata = new Path(checkpoint.getPath(), METADATA);
        if (checkpoint.getPath().getName().startsWith("chk-") && files.exists(metadata)) {
          completed.add(files.getFileStatus(metadata));
        }
      }
    }
    // The metadata is written last of all: its time is the time of completion.
    completed.sort(
        Comparator.comparingLong(FileStatus::getModificationTime)
            .thenComparingLong(metadata -> number(metadata.getPath().getParent()))
            .reversed());
    return completed;
  }

  private static List<FileStatus> directories(FileSystem files, Path path) throws IOException {
    FileStatus[] entries = files.listStatus(path);
    return entries == null
        ? List.of()
        : List.of(entries).stream().filter(FileStatus::isDir).toList();
  }

  private static long number(Path checkpoint) {
    try {
      return Long.parseLong(checkpoint.getName().substring("chk-".length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean isReadable(FileSystem files, Path metadata) {
    try (DataInputStream in = new DataInputStream(files.open(metadata))) {
      Checkpoints.loadCheckpointMetadata(
          in, NewestCheckpoint.class.getClassLoader(), metadata.toString());
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("The checkpoint {} cannot be read; an older one is taken", metadata.getParent(), e);
      return false;
    }
  }
}
