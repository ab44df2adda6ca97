package io.tideline.runner;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The configuration and SQL that this program's jar carries, so that the jar alone is a job. */
final class PackedProject {

  private static final String DIRECTORY = "tideline";

  private PackedProject() {}

  static Path directory() throws IOException {
    Path code = codeLocation();
    if (Files.isDirectory(code)) {
      return code.resolve(DIRECTORY);
    }
    URI jar = URI.create("jar:" + code.toUri());
    try {
      return FileSystems.newFileSystem(jar, Map.of()).getPath("/", DIRECTORY);
    } catch (FileSystemAlreadyExistsException e) {
      return FileSystems.getFileSystem(jar).getPath("/", DIRECTORY);
    }
  }

  private static Path codeLocation() throws IOException {
    try {
      return Path.of(
          PackedProject.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("this program's jar has a location that is no path", e);
    }
  }
}
