package io.tideline.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The demo's configuration as a file that a shell reads, so that other verbs find its topic and its
 * files: {@code . .tideline/environment && ./tideline sql}. Holds secrets; its owner alone reads
 * it.
 */
final class EnvironmentFile {

  private EnvironmentFile() {}

  static void write(Path file, Map<String, String> environment) throws IOException {
    String text =
        new TreeMap<>(environment)
            .entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
