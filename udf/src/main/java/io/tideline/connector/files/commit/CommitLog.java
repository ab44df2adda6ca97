package io.tideline.connector.files.commit;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.Path;

/**
 * What runs of a table's jobs there were and what each made visible, in files of notes that are
 * only ever added. The log is the set of all records in them; a record in two is one. So many small
 * files become one at a start, while others are written.
 */
public final class CommitLog {

  /** Reading so many at a start takes no time that matters. */
  private static final int SMALL_FILES = 64;

  private static final String SUFFIX = ".log";

  private final Path directory;
  private final SmallFiles files;
  private final int smallFiles;

  public CommitLog(Path directory, SmallFiles files) {
    this(directory, files, SMALL_FILES);
  }

  /**
   * @param smallFiles so many become one
   */
  CommitLog(Path directory, SmallFiles files, int smallFiles) {
    this.directory = directory;
    this.files = files;
    this.smallFiles = smallFiles;
  }

  public CommitHistory read() throws IOException {
    Optional<CommitHistory> history;
    do {
      history = read(names());
    } while (history.isEmpty());
    return history.get();
  }

  public void add(RunStart run) throws IOException {
    files.write(file("run-" + run.run()), new LogLines().add(run).bytes());
  }

  /**
   * To be called before the files become visible; may be called again.
   *
   * @param commits all of one point
   */
  public void add(RunPoint point, Collection<FileCommit> commits) throws IOException {
    LogLines lines = new LogLines();
    int content = 0;
    for (FileCommit commit : commits) {
      lines.add(commit);
      content = 31 * content + commit.hashCode();
    }
    String name = String.format("commit-%s-%d-%08x", point.run(), point.checkpoint(), content);
    files.write(file(name), lines.bytes());
  }

  /** Puts many small files into one. Nothing is lost when it ends at any moment. */
  public void compact() throws IOException {
    List<String> names = names();
    if (names.size() < smallFiles) {
      return;
    }
    Optional<CommitHistory> read = read(names);
    if (read.isEmpty()) {
      return;
    }
    CommitHistory all = read.get();
    LogLines lines = new LogLines();
    for (RunStart run : all.runs()) {
      lines.add(run);
    }
    for (FileCommit commit : all.commits()) {
      lines.add(commit);
    }
    files.write(file("all-" + UUID.randomUUID()), lines.bytes());
    for (String name : names) {
      files.delete(new Path(directory, name));
    }
  }

  /** Empty when somebody puts the files together meanwhile. */
  private Optional<CommitHistory> read(List<String> names) throws IOException {
    CommitHistory history = new CommitHistory();
    for (String name : names) {
      Path file = new Path(directory, name);
      Optional<byte[]> lines = files.read(file);
      try {
        if (lines.isEmpty()) {
          return Optional.empty();
        }
        LogLines.read(lines.get(), history);
      } catch (IOException e) {
        throw new IOException(
            file + " is no commit log any more; bring it back from a backup: " + e.getMessage(), e);
      }
    }
    return Optional.of(history);
  }

  private List<String> names() throws IOException {
    List<String> names = files.names(directory);
    names.removeIf(name -> !name.endsWith(SUFFIX));
    return names;
  }

  private Path file(String name) {
    return new Path(directory, name + SUFFIX);
  }
}
