package io.tideline.runner;

import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.References;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.Script;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.Splitter;
import io.tideline.runner.script.Statement;
import io.tideline.runner.sql.SqlScript;
import io.tideline.runner.sql.SqlSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code sql}: every table of the pipeline in Flink's SQL client, or in a script. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Open Flink's SQL client with every table of sql/ declared.",
      "With -f, or without a terminal, run statements and exit: 0, or 2 when one fails.",
      "Other options are the client's own."
    })
final class SqlCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Run the statements of this file; - is standard input.")
  private String file;

  @Unmatched private List<String> clientArguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    PipelineConfiguration configuration = project.configuration();
    List<RenderedStatement> pipeline = new References(configuration).render(allStatements());
    if (file == null && System.console() != null) {
      new SqlSession(pipeline).open(clientArguments);
      return 0;
    }
    List<Statement> statements = Splitter.statements(script());
    new SqlScript(pipeline, new References(configuration).render(statements)).run();
    return 0;
  }

  private List<Statement> allStatements() throws IOException, ScriptException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(project.sqlDirectory())) {
      folders = entries.filter(Files::isDirectory).sorted().toList();
    }
    List<Statement> statements = new ArrayList<>();
    for (Path folder : folders) {
      statements.addAll(project.statements(folder.getFileName().toString()));
    }
    return statements;
  }

  private Script script() throws IOException, ScriptException {
    if (file == null || file.equals("-")) {
      byte[] input = System.in.readAllBytes();
      return new Script("<standard input>", new String(input, StandardCharsets.UTF_8));
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(file, null, "no such file");
    }
    return Script.read(file, path);
  }
}
