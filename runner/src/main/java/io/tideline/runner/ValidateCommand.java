package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.Statement;
import io.tideline.runner.validation.Remarks;
import io.tideline.runner.validation.Validation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate}: every mistake in configuration and scripts, without a connection. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Compile the jobs and name every mistake in configuration and scripts.",
      "Connects to nothing and starts nothing. Each mistake comes with file:line:column, the line, and what would be"
          + " right. Warnings name what is allowed but hardly meant."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no mistake; there may be warnings", "2:mistakes, with which nothing starts"})
final class ValidateCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description = "capture, deliver or all (default: all).")
  private JobChoice job = JobChoice.ALL;

  @Option(
      names = "--json",
      description =
          "Print an object with the arrays \"problems\" and \"warnings\" instead of lines.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Remarks remarks = new Remarks();
    validate(remarks);
    if (json) {
      RemarkOutput.printJson(spec.commandLine().getOut(), remarks);
    } else {
      RemarkOutput.print(spec.commandLine().getOut(), remarks);
    }
    return remarks.mistakes().isEmpty() ? 0 : FailureReport.WRONG_INPUT;
  }

  private void validate(Remarks remarks) throws IOException {
    PipelineConfiguration configuration = null;
    try {
      configuration = project.configurationSilently();
      remarks.warnings(configuration.warnings());
      remarks.warnings(MissingSecrets.find(configuration.settings(), project.environment()));
    } catch (ConfigurationException e) {
      remarks.mistakes(e.problems());
      remarks.warnings(e.warnings());
    }
    for (String name : job.names()) {
      try {
        List<Statement> statements = project.statements(name);
        if (configuration != null) {
          new Validation(configuration, remarks).check(name, statements);
        }
      } catch (ScriptException e) {
        remarks.mistakes(e);
      }
    }
  }
}
