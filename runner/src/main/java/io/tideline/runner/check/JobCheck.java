package io.tideline.runner.check;

import io.tideline.runner.check.CheckLine.Result;
import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.compile.JobCompiler;
import io.tideline.runner.compile.SchemaChecks;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.configuration.MemorySize;

/** Tries every service and directory that a job needs, the way the job will use it. */
public final class JobCheck {

  /** For checkpoints and dead letters, which are small. */
  private static final MemorySize SOME_SPACE = MemorySize.ofMebiBytes(100);

  private static final Set<String> TOPICS = Set.of("datahub", "changes");

  private final JobSettings settings;
  private final List<RenderedStatement> statements;
  private final Consumer<CheckLine> out;

  /** What one topic is used for is looked at once, however many tables are over it. */
  private final Set<String> seen = new LinkedHashSet<>();

  private boolean topicsWork = true;

  /**
   * @param out takes each line as soon as it is known
   */
  public JobCheck(
      JobSettings settings, List<RenderedStatement> statements, Consumer<CheckLine> out) {
    this.settings = settings;
    this.statements = statements;
    this.out = out;
  }

  /**
   * @throws ScriptException when the scripts have mistakes, which 'validate' shows
   */
  public void run() throws ScriptException {
    Compilation compiled = new JobCompiler(settings, SchemaChecks.NONE).compile(statements);
    compiled.job();
    new StorageCheck("state", settings.stateDirectory(), SOME_SPACE).forState().forEach(out);
    Map<String, MemorySize> directories = new LinkedHashMap<>();
    for (DeclaredTable table : compiled.tables()) {
      if (compiled.isRead(table) || compiled.isWritten(table)) {
        check(table, compiled.isWritten(table), directories);
      }
    }
    directories.forEach(
        (path, needed) -> new StorageCheck("files", path, needed).forFiles().forEach(out));
    if (topicsWork) {
      checkColumns();
    }
  }

  private void check(DeclaredTable table, boolean write, Map<String, MemorySize> directories) {
    String connector = table.connector();
    if (connector.equals("oceanbase-cdc")) {
      run(new ConnectorTool("tideline-check-database").run("database", List.of(), table.options()));
    } else if (TOPICS.contains(connector)) {
      String use = write ? "write" : "read";
      if (seen.add(use + topic(table))) {
        run(
            new ConnectorTool("tideline-check-topic")
                .run("topic, to " + use, List.of(use), table.options()));
      }
    } else if (write) {
      addDirectory(table.options().get("path"), size(table), directories);
    }
    addDirectory(table.options().get("deadLetterPath"), SOME_SPACE, directories);
  }

  private void run(List<CheckLine> lines) {
    lines.forEach(out);
    if (lines.stream().anyMatch(line -> line.result() == Result.FAIL)) {
      topicsWork = false;
    }
  }

  private static void addDirectory(
      String path, MemorySize needed, Map<String, MemorySize> directories) {
    if (path != null) {
      directories.merge(path, needed, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }
  }

  /** A file must have room to become complete. */
  private static MemorySize size(DeclaredTable table) {
    String size = table.options().get("rolling.size");
    return size == null ? SOME_SPACE : MemorySize.parse(size);
  }

  private static String topic(DeclaredTable table) {
    Set<String> parts = new TreeSet<>();
    for (String key : List.of("endPoint", "endpoint", "project", "topic", "subId")) {
      parts.add(key + "=" + table.options().get(key));
    }
    return parts.toString();
  }

  /** The connectors compare columns when a plan is made. */
  private void checkColumns() {
    Compilation compiled = new JobCompiler(settings, SchemaChecks.PLANNING).compile(statements);
    compiled
        .problems()
        .forEach(
            problem ->
                out.accept(
                    CheckLine.fail(
                        "columns",
                        problem.place().map(place -> place + ": ").orElse("") + problem.words(),
                        problem.mend())));
    if (compiled.problems().isEmpty()) {
      out.accept(CheckLine.pass("columns", "every table fits its topic"));
    }
  }
}
