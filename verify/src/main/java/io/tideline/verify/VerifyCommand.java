package io.tideline.verify;

import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.secret.Secret;
import io.tideline.verify.compare.CheckSettings;
import io.tideline.verify.compare.TableResult;
import io.tideline.verify.database.SourceDatabase;
import io.tideline.verify.plan.FilesTable;
import io.tideline.verify.plan.NamedRanges;
import io.tideline.verify.range.KeyRange;
import io.tideline.verify.report.HtmlReport;
import io.tideline.verify.report.JsonReport;
import io.tideline.verify.report.Report;
import io.tideline.verify.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code verify}: whether the files tell what the database holds. */
@Command(
    name = "tideline verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compare the database with the files, find the rows that differ, repair them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All agrees.",
      "1:Something differs, or is there twice, or must be missing.",
      "2:The command line, the configuration or the SQL is wrong.",
      "3:A table could not be compared."
    })
final class VerifyCommand implements Callable<Integer> {

  private static final long FEW_ROWS = 256;

  @Mixin private VerifyOptions options;
  @Mixin private PipelineOptions pipeline;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Instant started = Instant.now();
    check(options.rowsPerRange > 0, "--rows-per-range is 1 or more");
    check(options.rowsPerSecond >= 0, "--rows-per-second is 0 or more");
    check(options.show >= 0 && options.show <= 200, "--show is 0 to 200");
    Map<String, List<KeyRange>> ranges = ranges();
    PipelineConfiguration configuration = pipeline.configuration();
    List<FilesTable> tables = chosen(pipeline.filesTables(configuration), ranges);
    PrintWriter out = spec.commandLine().getOut();
    Path home = pipeline.home().resolve(".tideline/verify");
    List<TableResult> results = new ArrayList<>();
    List<String> setAside = new ArrayList<>();
    long corrections = 0;
    List<TableRun> runs = new ArrayList<>();
    try (SourceDatabase database = database(configuration)) {
      for (FilesTable table : tables) {
        TableRun run =
            new TableRun(
                table,
                database,
                new TableRun.Choice(
                    ranges.getOrDefault(table.source(), List.of(KeyRange.ALL)), columns(table)),
                options,
                options.work == null ? home : options.work);
        runs.add(run);
        results.add(run.check(settings(), spec.commandLine().getErr()));
        if (options.repair) {
          corrections += run.repair(configuration, started.toString());
          setAside.addAll(run.setAside());
        }
        run.close();
      }
    }
    Report report =
        new Report(started, Instant.now(), address(configuration), results, corrections, setAside);
    write(report, options.report == null ? home : options.report, out);
    for (TableRun run : runs) {
      run.forget();
    }
    boolean compared = results.stream().allMatch(TableResult::isCompared);
    boolean differs = results.stream().anyMatch(r -> r.isCompared() && !r.agrees());
    return differs ? 1 : compared ? 0 : Verify.FAILED;
  }

  private void write(Report report, Path directory, PrintWriter out) throws IOException {
    Files.createDirectories(directory);
    JsonReport.write(report, directory.resolve("report.json"));
    HtmlReport.write(report, directory.resolve("report.html"));
    out.print(TextReport.of(report.results()));
    report.setAside().forEach(file -> out.println("moved aside: " + file));
    if (options.repair) {
      out.println(
          report.corrections()
              + " corrective events sent; when the deliver job has finished its files, verify again");
    }
    out.println("Report: " + directory.toAbsolutePath().resolve("report.html"));
    out.flush();
  }

  private CheckSettings settings() {
    return new CheckSettings(
        options.rowsPerRange, FEW_ROWS, options.wait, Duration.ofSeconds(1), options.show);
  }

  private Map<String, List<KeyRange>> ranges() throws IOException {
    if (options.ranges == null) {
      return Map.of();
    }
    Path file = Path.of(options.ranges.lines().findFirst().orElse(""));
    try {
      return NamedRanges.parse(Files.isRegularFile(file) ? Files.readString(file) : options.ranges);
    } catch (IllegalArgumentException e) {
      throw wrong("--ranges names " + e.getMessage());
    }
  }

  private List<FilesTable> chosen(List<FilesTable> all, Map<String, List<KeyRange>> ranges) {
    checkKnown("--table", options.tables, all);
    checkKnown("--columns", options.columns.keySet(), all);
    checkKnown("--ranges", ranges.keySet(), all);
    Predicate<FilesTable> named =
        table ->
            (options.tables.isEmpty() || options.tables.stream().anyMatch(table::isNamed))
                && (ranges.isEmpty() || ranges.containsKey(table.source()));
    List<FilesTable> chosen = all.stream().filter(named).toList();
    check(!chosen.isEmpty(), "no route writes files of a table that is to be compared");
    return chosen;
  }

  private void checkKnown(String option, Iterable<String> names, List<FilesTable> all) {
    for (String name : names) {
      check(
          all.stream().anyMatch(table -> table.isNamed(name)),
          option
              + " names "
              + name
              + ", of which no route writes files; there are "
              + String.join(", ", all.stream().map(FilesTable::source).toList()));
    }
  }

  private Set<String> columns(FilesTable table) {
    return options.columns.entrySet().stream()
        .filter(entry -> table.isNamed(entry.getKey()))
        .findFirst()
        .map(entry -> Set.of(entry.getValue().split(",")))
        .orElse(Set.of());
  }

  private static SourceDatabase database(PipelineConfiguration configuration) throws Exception {
    return SourceDatabase.open(
        configuration.text("database.host"),
        configuration.integer("database.port"),
        configuration.text("database.username"),
        Secret.of("database.password", configuration.text("database.password")).resolve());
  }

  private static String address(PipelineConfiguration configuration) {
    return configuration.text("database.host") + ":" + configuration.integer("database.port");
  }

  private void check(boolean right, String problem) {
    if (!right) {
      throw wrong(problem);
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
