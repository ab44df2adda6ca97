package io.tideline.runner.job;

import io.tideline.runner.job.RestorePoint.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The completed checkpoints and savepoints of a job, of all its runs: {@code <directory>/<job
 * id>/chk-<n>} and {@code <directory>/savepoints/savepoint-…}.
 */
public final class RestorePoints {

  private static final String METADATA = "_metadata";
  private static final String SAVEPOINTS = "savepoints";
  private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");
  private static final String SAVEPOINT = "savepoint-";

  private RestorePoints() {}

  /** Where a job's savepoints are. */
  public static String savepoints(String directory) {
    return directory + "/" + SAVEPOINTS;
  }

  /**
   * Those that were completed, the newest first.
   *
   * @param directory a URI; it need not exist
   * @throws IOException when it cannot be listed
   */
  public static List<RestorePoint> in(String directory) throws IOException {
    Path root = new Path(directory);
    FileSystem files = root.getFileSystem();
    List<RestorePoint> points = new ArrayList<>();
    for (FileStatus run : directories(files, root)) {
      for (FileStatus point : directories(files, run.getPath())) {
        addCompleted(files, point.getPath(), points);
      }
    }
    points.sort(
        Comparator.comparing(RestorePoint::completedAt)
            .thenComparingLong(RestorePoint::number)
            .reversed());
    return points;
  }

  /**
   * One that somebody names.
   *
   * @param path its directory
   * @throws IOException when there is none
   */
  public static RestorePoint at(String path) throws IOException {
    List<RestorePoint> points = new ArrayList<>();
    Path directory = new Path(path.startsWith("/") ? "file://" + path : path);
    addCompleted(directory.getFileSystem(), directory, points);
    if (points.isEmpty()) {
      throw new FileNotFoundException(
          path + " is no completed checkpoint or savepoint: it has no " + METADATA);
    }
    return points.get(0);
  }

  private static void addCompleted(FileSystem files, Path path, List<RestorePoint> points)
      throws IOException {
    Matcher checkpoint = CHECKPOINT.matcher(path.getName());
    boolean isCheckpoint = checkpoint.matches();
    if (!isCheckpoint && !path.getName().startsWith(SAVEPOINT)) {
      return;
    }
    FileStatus metadata;
    try {
      metadata = files.getFileStatus(new Path(path, METADATA));
    } catch (FileNotFoundException e) {
      // It was never completed.
      return;
    }
    points.add(
        new RestorePoint(
            isCheckpoint ? Kind.CHECKPOINT : Kind.SAVEPOINT,
            path.toString(),
            Instant.ofEpochMilli(metadata.getModificationTime()),
            isCheckpoint ? Long.parseLong(checkpoint.group(1)) : Long.MAX_VALUE));
  }

  private static List<FileStatus> directories(FileSystem files, Path path) throws IOException {
    FileStatus[] entries;
    try {
      entries = files.listStatus(path);
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return entries == null
        ? List.of()
        : List.of(entries).stream().filter(FileStatus::isDir).toList();
  }
}
