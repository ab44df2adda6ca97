package io.tideline.runner.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;

/** Tries what a job does in a directory: writes, shows, renames, reads and removes a file. */
final class StorageCheck {

  private static final byte[] CONTENT = "tideline check\n".getBytes(StandardCharsets.UTF_8);

  private final String target;
  private final Path directory;
  private final MemorySize needed;

  /**
   * @param needed what must be free
   */
  StorageCheck(String target, String directory, MemorySize needed) {
    this.target = target;
    this.directory = new Path(directory.startsWith("/") ? "file://" + directory : directory);
    this.needed = needed;
  }

  /** For checkpoints: whole files, under their own names or renamed. */
  List<CheckLine> forState() {
    return attempt(
        files -> {
          Path file = new Path(directory, name());
          Path renamed = file.suffix(".renamed");
          try {
            write(files, file);
            if (!files.rename(file, renamed)) {
              throw new IOException("a file cannot be renamed");
            }
            expectContent(files, renamed);
          } finally {
            files.delete(file, false);
            files.delete(renamed, false);
          }
          return "takes files, renames them and gives them back";
        });
  }

  /** For files that stay open over checkpoints and become visible when they are complete. */
  List<CheckLine> forFiles() {
    return attempt(
        files -> {
          Path file = new Path(directory, name());
          RecoverableWriter writer = files.createRecoverableWriter();
          try {
            RecoverableFsDataOutputStream out = writer.open(file);
            out.write(CONTENT);
            RecoverableWriter.ResumeRecoverable point = out.persist();
            out.close();
            writer.recover(point).closeForCommit().commit();
            expectContent(files, file);
          } finally {
            files.delete(file, false);
          }
          return "takes files, goes on with them after a break, shows them and gives them back";
        });
  }

  private interface Attempt {
    String in(FileSystem files) throws IOException;
  }

  private List<CheckLine> attempt(Attempt attempt) {
    try {
      FileSystem files = directory.getFileSystem();
      List<Path> made = missing(files);
      files.mkdirs(directory);
      try {
        CheckLine works = CheckLine.pass(target, directory + " " + attempt.in(files));
        return space().map(line -> List.of(works, line)).orElse(List.of(works));
      } finally {
        for (Path path : made) {
          files.delete(path, false);
        }
      }
    } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
      return List.of(
          CheckLine.fail(
              target,
              directory + " cannot be used: " + (e.getMessage() == null ? e : e.getMessage()),
              "mend its permissions or its address, or name another directory"));
    }
  }

  /** The directory and those around it that are not there, from the inside out. */
  private List<Path> missing(FileSystem files) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path path = directory; path != null && !files.exists(path); path = path.getParent()) {
      missing.add(path);
    }
    return missing;
  }

  private static String name() {
    return ".tideline-check-" + UUID.randomUUID();
  }

  private static void write(FileSystem files, Path file) throws IOException {
    try (FSDataOutputStream out = files.create(file, WriteMode.NO_OVERWRITE)) {
      out.write(CONTENT);
    }
  }

  private static void expectContent(FileSystem files, Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      if (!Arrays.equals(in.readAllBytes(), CONTENT)) {
        throw new IOException("a file comes back with other content");
      }
    }
  }

  /** Only a local file system tells. */
  private Optional<CheckLine> space() throws IOException {
    if (directory.getFileSystem().isDistributedFS()) {
      return Optional.empty();
    }
    long free = Files.getFileStore(java.nio.file.Path.of(directory.getPath())).getUsableSpace();
    String words = new MemorySize(free).toHumanReadableString() + " are free";
    return Optional.of(
        free >= needed.getBytes()
            ? CheckLine.pass(target, words)
            : CheckLine.fail(
                target,
                words + ", fewer than " + needed.toHumanReadableString(),
                "make room, or name another directory"));
  }
}
