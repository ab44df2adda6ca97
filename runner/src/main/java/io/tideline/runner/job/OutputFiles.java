package io.tideline.runner.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The finished files of a deliver job. */
final class OutputFiles {

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

  private static void collect(FileSystem files, Path path, long after, List<String> found)
      throws IOException {
    FileStatus[] entries;
    try {
      entries = files.listStatus(path);
    } catch (FileNotFoundException e) {
      return;
    }
    for (FileStatus entry : entries == null ? new FileStatus[0] : entries) {
      if (entry.getPath().getName().startsWith(".")) {
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
