package io.tideline.connector.files;

import java.io.File;
import org.apache.flink.core.fs.Path;

/** Where files go, the same on every machine whatever its working directory is. */
public final class FilesDirectory {

  private FilesDirectory() {}

  /**
   * The directory as an absolute URI; a relative path starts at this process' working directory.
   */
  public static Path absolute(String path) {
    if (path.trim().isEmpty()) {
      throw new IllegalArgumentException("option 'path' is empty; give the directory of the files");
    }
    Path given = new Path(path);
    return given.toUri().getScheme() != null
        ? given
        : Path.fromLocalFile(new File(path).getAbsoluteFile().toPath().normalize().toFile());
  }
}
