package io.tideline.runner.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The finished files of a deliver job. */
final class OutputFiles {

  /** Directories of notes about files, and of files that were taken back, begin so. */
  private static final String NOTES = "_";

  private final Path directory;

  OutputFiles(String directory) {
    this.directory = new Path(directory.startsWith("/") ? "file://" + directory : directory);
  }

  /** Those that were written after a time; a file in progress is hidden and is none. */
  List<String> writtenAfter(Instant time) throws IOException {
    List<String> found = new ArrayList<>();
    collect(directory.getFileSystem(), directory, time.toEpochMilli(), found);
    return found;
  }

  /**
   * Those of them that no commit log knows: a start from an older point cannot take them back. The
   * log of a table's directory is in the directory of the same name below {@code _commits}.
   */
  List<String> withoutLog(List<String> written) throws IOException {
    Set<String> logged = new HashSet<>();
    try {
      FileStatus[] logs =
          directory.getFileSystem().listStatus(new Path(directory, NOTES + "commits"));
      for (FileStatus log : logs == null ? new FileStatus[0] : logs) {
        logged.add(log.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return written;
    }
    String within = directory.getPath() + "/";
    return written.stream()
        .filter(
            file -> {
              String path = new Path(file).getPath();
              return !path.startsWith(within)
                  || !logged.contains(path.substring(within.length()).split("/", 2)[0]);
            })
        .toList();
  }

  private static void collect(FileSystem files, Path path, long after, List<String> found)
      throws IOException {
    FileStatus[] entries;
    try {
      entries = files.listStatus(path);
    } catch (FileNotFoundException e) {
      return;
    }
    for (FileStatus entry : entries == null ? new FileStatus[0] : entries) {
      if (entry.getPath().getName().startsWith(".")
          || entry.isDir() && entry.getPath().getName().startsWith(NOTES)) {
        continue;
      }
      if (entry.isDir()) {
        collect(files, entry.getPath(), after, found);
      } else if (entry.getModificationTime() > after) {
        found.add(entry.getPath().toString());
      }
    }
  }
}
