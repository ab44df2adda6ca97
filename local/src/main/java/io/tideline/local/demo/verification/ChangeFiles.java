package io.tideline.local.demo.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The finished files of a table below an output directory, found by their names alone. */
public final class ChangeFiles {

  private static final String NAME = "_\\d{14}_[^.]+\\.(json|csv|parquet)";

  private final Path output;

  public ChangeFiles(Path output) {
    this.output = output;
  }

  /** In the order of their names. */
  public List<Path> of(CheckedTable table) throws IOException {
    return named(Pattern.quote(table.database() + "_" + table.name()) + NAME);
  }

  /** Those of every table. */
  public List<Path> all() throws IOException {
    return named("\\w+?" + NAME);
  }

  private List<Path> named(String regex) throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of();
    }
    Pattern name = Pattern.compile(regex);
    try (Stream<Path> files = Files.walk(output)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }
}
