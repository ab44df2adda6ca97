package io.tideline.connector.files.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers over restarts, in a small hidden file of each writer, that writing failed. Where not
 * even that can be written nothing is remembered, and rightly so: then no row is to blame.
 */
final class WriteFaults {

  /** What failed since a checkpoint was last completed after it. */
  static final class Memory {
    static final Memory NONE = new Memory(0, 0);

    private final int failures;
    private final long rows;

    Memory(int failures, long rows) {
      this.failures = failures;
      this.rows = rows;
    }

    int failures() {
      return failures;
    }

    /** How many rows the writer had been given since its start when it failed. */
    long rows() {
      return rows;
    }

    private Memory and(Memory other) {
      return new Memory(Math.max(failures, other.failures), Math.max(rows, other.rows));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(WriteFaults.class);
  private static final String PREFIX = "writer-";

  private final FileSystem fileSystem;
  private final Path directory;
  private final int subtask;
  private final int parallelism;

  /**
   * @param directory of such files, hidden
   * @param parallelism the number of writers: with fewer than before, one looks after several files
   */
  WriteFaults(FileSystem fileSystem, Path directory, int subtask, int parallelism) {
    this.fileSystem = fileSystem;
    this.directory = directory;
    this.subtask = subtask;
    this.parallelism = parallelism;
  }

  /** Of all writers: after a restart any of them may get the row. */
  Memory recall() {
    Memory all = Memory.NONE;
    try {
      for (FileStatus file : list()) {
        if (file.getPath().getName().startsWith(PREFIX)) {
          all = all.and(read(file));
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.warn(
          "cannot read {}; earlier failures of writing are not taken into account", directory, e);
    }
    return all;
  }

  void remember(Memory memory) throws IOException {
    byte[] line = (memory.failures + " " + memory.rows + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FSDataOutputStream out =
        fileSystem.create(new Path(directory, PREFIX + subtask), WriteMode.OVERWRITE)) {
      out.write(line);
    }
  }

  /** What failed has passed. */
  void forget() {
    try {
      for (FileStatus file : list()) {
        String name = file.getPath().getName();
        if (name.startsWith(PREFIX)
            && Integer.parseInt(name.substring(PREFIX.length())) % parallelism == subtask) {
          fileSystem.delete(file.getPath(), false);
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.warn("cannot clear {}; the next start looks for faulty rows without need", directory, e);
    }
  }

  private static Memory read(int length, FSDataInputStream in) throws IOException {
    String[] numbers =
        new String(in.readNBytes(length), StandardCharsets.US_ASCII).trim().split(" ");
    return numbers.length == 2
        ? new Memory(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]))
        : Memory.NONE;
  }

  private Memory read(FileStatus file) throws IOException {
    try (FSDataInputStream in = fileSystem.open(file.getPath())) {
      return read(64, in);
    }
  }

  private FileStatus[] list() throws IOException {
    try {
      FileStatus[] files = fileSystem.listStatus(directory);
      return files == null ? new FileStatus[0] : files;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
