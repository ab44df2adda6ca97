package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.configuration.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config check}: every mistake in the configuration, at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Name every mistake in the configuration, each with its place, the value, and what would be right.",
      "Warnings name what is allowed but hardly meant, and secrets that are not on this machine."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no mistake; there may be warnings", "2:mistakes, with which nothing starts"})
final class ConfigCheckCommand implements Callable<Integer> {

  @Mixin private ConfigurationOptions options;

  @Option(
      names = "--json",
      description =
          "Print an object with the arrays \"problems\" and \"warnings\" instead of lines.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<Problem> problems = List.of();
    List<Problem> warnings = new ArrayList<>();
    try {
      PipelineConfiguration configuration = options.loadSilently();
      warnings.addAll(configuration.warnings());
      warnings.addAll(MissingSecrets.find(configuration.settings(), options.environment()));
    } catch (ConfigurationException e) {
      problems = e.problems();
      warnings.addAll(e.warnings());
    }
    if (json) {
      printJson(problems, warnings);
    } else {
      print(problems, warnings);
    }
    return problems.isEmpty() ? 0 : FailureReport.WRONG_INPUT;
  }

  private void print(List<Problem> problems, List<Problem> warnings) {
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(out::println);
    warnings.forEach(warning -> out.println("warning: " + warning));
    out.printf("%s, %s%n", count(problems, "mistake"), count(warnings, "warning"));
    out.flush();
  }

  private static String count(List<Problem> problems, String what) {
    int number = problems.size();
    return (number == 0 ? "no" : Integer.toString(number)) + " " + what + (number == 1 ? "" : "s");
  }

  private void printJson(List<Problem> problems, List<Problem> warnings)
      throws JsonProcessingException {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("problems", problems.stream().map(ConfigCheckCommand::object).toList());
    found.put("warnings", warnings.stream().map(ConfigCheckCommand::object).toList());
    JsonOutput.print(spec.commandLine().getOut(), found);
  }

  private static Map<String, Object> object(Problem problem) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("origin", problem.origin().toString());
    object.put("path", problem.path());
    object.put("value", problem.value());
    object.put("remedy", problem.remedy());
    return object;
  }
}
