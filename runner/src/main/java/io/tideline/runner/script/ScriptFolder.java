package io.tideline.runner.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of SQL files, read in the order of their names. */
public final class ScriptFolder {

  private static final String SUFFIX = ".sql";

  private ScriptFolder() {}

  /**
   * @throws ScriptException with the first thing that does not lex in each file
   * @throws IOException when the folder or a file cannot be read
   */
  public static List<Statement> statements(Path folder) throws IOException, ScriptException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    List<Statement> statements = new ArrayList<>();
    List<ScriptProblem> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        statements.addAll(Splitter.statements(Script.read(name(file), file)));
      } catch (ScriptException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw ScriptException.of(problems);
    }
    return statements;
  }

  /** As the user would type it from where they stand. */
  private static String name(Path file) {
    Path here = file.getFileSystem().getPath("").toAbsolutePath();
    Path absolute = file.toAbsolutePath();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }
}
