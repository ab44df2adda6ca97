package io.tideline.connector.files.source;

import io.tideline.connector.files.HiddenName;
import io.tideline.connector.files.sink.FileNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Lists a table's finished files, also in directories below its own that are not hidden; a table
 * that has none yet has no directory.
 */
public final class FinishedFiles implements FileEnumerator, Serializable {

  private static final long serialVersionUID = 1L;

  private final FileNames names;

  public FinishedFiles(FileNames names) {
    this.names = names;
  }

  @Override
  public Collection<FileSourceSplit> enumerateSplits(Path[] directories, int minDesiredSplits)
      throws IOException {
    List<FileSourceSplit> splits = new ArrayList<>();
    for (Path directory : directories) {
      add(directory, splits);
    }
    return splits;
  }

  private void add(Path directory, List<FileSourceSplit> splits) throws IOException {
    for (FileStatus file : list(directory)) {
      String name = file.getPath().getName();
      if (HiddenName.isHidden(name)) {
        continue;
      }
      if (file.isDir()) {
        add(file.getPath(), splits);
      } else if (names.matches(name)) {
        splits.add(split(file));
      }
    }
  }

  private static FileSourceSplit split(FileStatus file) {
    String id = file.getPath().toString();
    return new FileSourceSplit(
        id, file.getPath(), 0, file.getLen(), file.getModificationTime(), file.getLen());
  }

  private static FileStatus[] list(Path directory) throws IOException {
    FileSystem fileSystem = directory.getFileSystem();
    try {
      FileStatus[] files = fileSystem.listStatus(directory);
      return files == null ? new FileStatus[0] : files;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
