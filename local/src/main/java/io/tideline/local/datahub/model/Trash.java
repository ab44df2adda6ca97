package io.tideline.local.datahub.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Deletes directories in one step: moved aside first, so that a kill leaves no half of one. */
final class Trash {
  private final Path directory;

  Trash(Path directory) {
    this.directory = directory;
  }

  synchronized void remove(Path target) throws IOException {
    Files.createDirectories(directory);
    Files.move(target, directory.resolve(UUID.randomUUID().toString()));
    empty();
  }

  synchronized void empty() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
