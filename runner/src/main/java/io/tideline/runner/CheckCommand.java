package io.tideline.runner;

import io.tideline.runner.check.CheckLine;
import io.tideline.runner.check.CheckLine.Result;
import io.tideline.runner.check.JobCheck;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.script.References;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: whether all that the jobs need is there and lets them in. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Connect to all that the jobs need and try what they will do there.",
      "Looks at the database (log, rights, time zone, tables), the topic (columns, subscription, rights), and the"
          + " directories of files and state (write, rename, free space). A line each, with what mends it. Writes"
          + " nothing that stays."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is there; there may be warnings",
      "1:something is not",
      "2:mistakes in configuration or scripts"
    })
final class CheckCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description = "capture, deliver or all (default: all).")
  private JobChoice job = JobChoice.ALL;

  @Option(names = "--json", description = "Print an array of objects instead of lines.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    // Libraries that log by the JDK tell of every connection between the lines.
    Logger.getLogger("").setLevel(Level.WARNING);
    PipelineConfiguration configuration = project.configuration();
    PrintWriter out = spec.commandLine().getOut();
    List<CheckLine> lines = new ArrayList<>();
    for (String name : job.names()) {
      new JobCheck(
              new JobSettings(configuration, name),
              new References(configuration).render(project.statements(name)),
              line -> {
                lines.add(line);
                show(out, name, line);
              })
          .run();
    }
    if (json) {
      JsonOutput.print(out, lines.stream().map(CheckCommand::object).toList());
    }
    return lines.stream().anyMatch(line -> line.result() == Result.FAIL) ? 1 : 0;
  }

  /** At once: a service that is away lets a person wait. */
  private void show(PrintWriter out, String name, CheckLine line) {
    if (!json) {
      out.println(name + "  " + line);
      out.flush();
    }
  }

  private static Map<String, Object> object(CheckLine line) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("result", line.result().toString());
    object.put("target", line.target());
    object.put("found", line.words());
    object.put("remedy", line.mend());
    return object;
  }
}
