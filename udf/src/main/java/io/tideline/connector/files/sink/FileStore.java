package io.tideline.connector.files.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file system as writer and committer see it: each operation is tried again when it fails. */
final class FileStore {

  /** What became of a file to commit. */
  enum Commit {
    DONE,
    DONE_BEFORE,
    /** Neither the file nor what it was to be made of exists any more. */
    MISSING
  }

  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

  /** Stands after the name of a file in progress where Flink writes in place. */
  private static final String IN_PROGRESS = ".inprogress.";

  private static final int COPIED_BYTES = 1 << 16;

  private final Path directory;
  private final WriteRetry retry;
  private final FileSystem fileSystem;
  private final RecoverableWriter writer;

  private FileStore(
      Path directory, WriteRetry retry, FileSystem fileSystem, RecoverableWriter writer) {
    this.directory = directory;
    this.retry = retry;
    this.fileSystem = fileSystem;
    this.writer = writer;
  }

  static FileStore of(Path directory, WriteRetry retry) throws IOException {
    FileSystem fileSystem = directory.getFileSystem();
    try {
      return new FileStore(directory, retry, fileSystem, fileSystem.createRecoverableWriter());
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "the file system of " + directory + " cannot go on with a file after a failure", e);
    }
  }

  /**
   * @param below the directory, relative; empty for itself
   */
  Path path(String below, String name) {
    return new Path(below.isEmpty() ? directory : new Path(directory, below), name);
  }

  /** The reverse of {@link #path}: the directory below ours that a file is in. */
  Optional<String> below(String path) {
    String anyOfOurs = path("", "x").toString();
    String ours = anyOfOurs.substring(0, anyOfOurs.length() - 1);
    return path.startsWith(ours)
        ? Optional.of(path.substring(ours.length(), Math.max(ours.length(), path.lastIndexOf('/'))))
        : Optional.empty();
  }

  WriteRetry retry() {
    return retry;
  }

  /**
   * Removes what is in progress and nobody will go on with.
   *
   * @param abandoned whether a file of that name was given up
   */
  void removeInProgress(Predicate<String> abandoned) throws IOException {
    for (FileStatus file : retry.call("listing " + directory, this::listAll)) {
      String name = file.getPath().getName();
      int end = name.indexOf(IN_PROGRESS);
      if (name.startsWith(".") && end > 0 && abandoned.test(name.substring(1, end))) {
        LOG.info("removing {}, which a writer left that failed", file.getPath());
        retry.call("removing " + file.getPath(), () -> fileSystem.delete(file.getPath(), false));
      }
    }
  }

  /**
   * The greatest number in the names of files, finished or in progress; -1 without any.
   *
   * @param number of a name; -1 for one that does not count
   */
  long greatest(ToLongFunction<String> number) throws IOException {
    long greatest = -1;
    for (FileStatus file : retry.call("listing " + directory, this::listAll)) {
      String name = file.getPath().getName();
      int end = name.indexOf(IN_PROGRESS);
      boolean inProgress = name.startsWith(".") && end > 0;
      greatest = Math.max(greatest, number.applyAsLong(inProgress ? name.substring(1, end) : name));
    }
    return greatest;
  }

  /** Whether a file has the name already, finished or in progress. */
  boolean holds(Path path) throws IOException {
    return retry.call("listing " + path.getParent(), () -> anyIsNamed(path));
  }

  RecoverableFsDataOutputStream create(Path path) throws IOException {
    return retry.call("creating " + path, () -> writer.open(path));
  }

  /** Goes on with a file where it was suspended; what was written after that is cut off. */
  RecoverableFsDataOutputStream resume(OpenFileState file) throws IOException {
    try {
      return retry.call(
          "going on with " + file.path(),
          () ->
              writer.recover(
                  SimpleVersionedSerialization.readVersionAndDeSerialize(
                      writer.getResumeRecoverableSerializer(), file.handle())));
    } catch (IOException e) {
      throw new IOException(
          String.format(
              "cannot go on with %s, which was open at the checkpoint; if the job was started from an older checkpoint, "
                  + "later files are there already: start from the newest one, or move the table's files away",
              file.path()),
          e);
    }
  }

  boolean exists(Path path) throws IOException {
    return retry.call("looking for " + path, () -> fileSystem.exists(path));
  }

  /** Copies a file's beginning. */
  void copy(Path from, long length, OutputStream to) throws IOException {
    byte[] buffer = new byte[COPIED_BYTES];
    try (FSDataInputStream in = retry.call("opening " + from, () -> fileSystem.open(from))) {
      for (long left = length; left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new IOException(
              String.format(
                  "%s has %d bytes, and %d were written at the checkpoint; bring it back, or start from an older point",
                  from, length - left, length));
        }
        to.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  byte[] persist(RecoverableFsDataOutputStream stream, Path path) throws IOException {
    return retry.call(
        "persisting " + path,
        () ->
            SimpleVersionedSerialization.writeVersionAndSerialize(
                writer.getResumeRecoverableSerializer(), stream.persist()));
  }

  /** Closes a complete file; it stays hidden until it is committed. */
  byte[] close(RecoverableFsDataOutputStream stream, Path path) throws IOException {
    // Closing alone leaves the file's end to the operating system, and a power failure may take it.
    retry.call(
        "syncing " + path,
        () -> {
          stream.sync();
          return null;
        });
    RecoverableFsDataOutputStream.Committer committer =
        retry.call("closing " + path, stream::closeForCommit);
    return SimpleVersionedSerialization.writeVersionAndSerialize(
        writer.getCommitRecoverableSerializer(), committer.getRecoverable());
  }

  /**
   * Makes a file visible. May be called again for the same file.
   *
   * @throws IOException also when another file has its name: none is ever overwritten
   */
  Commit commit(FileCommittable file) throws IOException {
    return retry.call("committing " + file, () -> commitOnce(file));
  }

  private Commit commitOnce(FileCommittable file) throws IOException {
    Path path = new Path(file.path());
    if (fileSystem.exists(path)) {
      long length = fileSystem.getFileStatus(path).getLen();
      if (length != file.length() || hasInProgress(path)) {
        throw new IOException(
            String.format(
                "%s exists already with %d bytes and is another file; nothing is overwritten, move it away",
                path, length));
      }
      return Commit.DONE_BEFORE;
    }
    writer
        .recoverForCommit(
            SimpleVersionedSerialization.readVersionAndDeSerialize(
                writer.getCommitRecoverableSerializer(), file.handle()))
        .commitAfterRecovery();
    return fileSystem.exists(path) ? Commit.DONE : Commit.MISSING;
  }

  private boolean hasInProgress(Path path) throws IOException {
    for (FileStatus file : list(path.getParent())) {
      if (isInProgress(file, path.getName())) {
        return true;
      }
    }
    return false;
  }

  private boolean anyIsNamed(Path path) throws IOException {
    String name = path.getName();
    for (FileStatus file : list(path.getParent())) {
      if (file.getPath().getName().equals(name) || isInProgress(file, name)) {
        return true;
      }
    }
    return false;
  }

  /** Flink's writers for files in place put a dot before the name, others show nothing at all. */
  private static boolean isInProgress(FileStatus file, String name) {
    return file.getPath().getName().startsWith("." + name);
  }

  /** The files in the directory and in those of partitions below it. */
  private List<FileStatus> listAll() throws IOException {
    List<FileStatus> files = new ArrayList<>();
    Deque<Path> directories = new ArrayDeque<>(List.of(directory));
    while (!directories.isEmpty()) {
      for (FileStatus file : list(directories.pop())) {
        if (!file.isDir()) {
          files.add(file);
        } else if (file.getPath().getName().indexOf('=') > 0) {
          directories.push(file.getPath());
        }
      }
    }
    return files;
  }

  private FileStatus[] list(Path parent) throws IOException {
    try {
      FileStatus[] files = fileSystem.listStatus(parent);
      return files == null ? new FileStatus[0] : files;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
