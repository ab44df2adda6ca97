package io.tideline.runner.plan;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Writes a small file beside the old one, so that a reader never finds half of it. */
public final class WholeFile {

  private WholeFile() {}

  public static void write(Path file, byte[] content) throws IOException {
    FileSystem files = file.getFileSystem();
    Path next = file.suffix(".new");
    try (FSDataOutputStream out = files.create(next, WriteMode.OVERWRITE)) {
      out.write(content);
    }
    if (!files.rename(next, file)) {
      files.delete(file, false);
      if (!files.rename(next, file)) {
        throw new IOException("cannot rename " + next + " to " + file);
      }
    }
  }
}
