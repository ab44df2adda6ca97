package io.tideline.verify.files;

import io.tideline.connector.files.HiddenName;
import io.tideline.connector.files.sink.FileNames;
import io.tideline.verify.plan.FilesTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of a table, wherever below its directory but in hidden ones: finished ones, and those
 * in progress.
 */
public final class EventFiles {

  private static final Pattern FORMAT = Pattern.compile("\\.(json|csv|parquet)(\\.gz|\\.zst)?$");

  private final Path directory;
  private final FileNames names;

  public EventFiles(FilesTable table) {
    this.directory = table.directory();
    this.names = table.names();
  }

  /**
   * In the order of their paths; of a table of which nothing came there is not even a directory.
   */
  public List<EventFile> finished() throws IOException {
    return named("").stream()
        .filter(path -> format(path).isPresent())
        .map(EventFiles::describe)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Those that a writer has open or has not shown yet: events may be in them. */
  public Set<String> inProgress() throws IOException {
    return named(".").stream().map(Path::toString).collect(Collectors.toSet());
  }

  /** {@code json}, {@code csv} or {@code parquet}; empty for a file that is none of ours. */
  static Optional<String> format(Path file) {
    Matcher format = FORMAT.matcher(file.getFileName().toString());
    return format.find() ? Optional.of(format.group(1)) : Optional.empty();
  }

  private List<Path> named(String start) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
            boolean hidden =
                !below.equals(directory) && HiddenName.isHidden(below.getFileName().toString());
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isOurs(file.getFileName().toString(), start) && Files.isRegularFile(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              // Gone since its directory was listed.
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(found);
    return found;
  }

  private boolean isOurs(String name, String start) {
    return name.startsWith(start) && names.matchesInAnyFormat(name.substring(start.length()));
  }

  private static Optional<EventFile> describe(Path file) {
    try {
      return Optional.of(
          new EventFile(
              file.toString(), Files.size(file), Files.getLastModifiedTime(file).toMillis()));
    } catch (NoSuchFileException e) {
      // Gone since it was listed.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
