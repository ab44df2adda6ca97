package io.tideline.runner;

import io.tideline.runner.life.CancelCommand;
import io.tideline.runner.life.CompletionCommand;
import io.tideline.runner.life.DataOptions;
import io.tideline.runner.life.DownCommand;
import io.tideline.runner.life.ListCommand;
import io.tideline.runner.life.LogsCommand;
import io.tideline.runner.life.RestartCommand;
import io.tideline.runner.life.SavepointCommand;
import io.tideline.runner.life.StartCommand;
import io.tideline.runner.life.StatusCommand;
import io.tideline.runner.life.StopCommand;
import io.tideline.runner.life.UpCommand;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The program: a verb a class. Without a verb, {@code --job NAME} submits that job to the Flink
 * cluster that started this program, as {@code flink run} and application mode do.
 */
@Command(
    name = "tideline",
    description = "Every change in an OceanBase database, through DataHub and Flink, into files.",
    synopsisSubcommandLabel = "VERB",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StartCommand.class,
      StopCommand.class,
      RestartCommand.class,
      SavepointCommand.class,
      StatusCommand.class,
      ListCommand.class,
      CancelCommand.class,
      LogsCommand.class,
      RunCommand.class,
      ValidateCommand.class,
      CheckCommand.class,
      PlanCommand.class,
      TopicCommand.class,
      SqlCommand.class,
      DeadLettersCommand.class,
      ConfigCommand.class,
      CompletionCommand.class
    })
public final class Tideline implements Runnable {

  private static final int HELP_WIDTH = 100;
  private static final Set<String> VERBOSE = Set.of("-v", "--verbose");
  private static final Set<String> NO_SUBMISSION = Set.of("--help", "--version");

  @Mixin private ProjectOptions project;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "Submit this job, capture or deliver, to the cluster that runs this program.")
  private String job;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "After an error show its stack trace.")
  private boolean verbose;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) throws Exception {
    if (isSubmission(arguments)) {
      submit(arguments);
    } else {
      System.exit(commandLine(System.getenv()).execute(arguments));
    }
  }

  /**
   * The command line with all verbs.
   *
   * @param environment the environment variables
   */
  static CommandLine commandLine(Map<String, String> environment) {
    Tideline program = new Tideline();
    return new CommandLine(program, new Verbs(environment))
        .setParameterExceptionHandler(new UsageReport())
        .setExecutionExceptionHandler(new FailureReport(program))
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static boolean isSubmission(String[] arguments) {
    return Arrays.stream(arguments)
        .filter(argument -> !VERBOSE.contains(argument))
        .findFirst()
        .filter(first -> first.startsWith("--") && !NO_SUBMISSION.contains(first))
        .isPresent();
  }

  /** Inside a cluster's process nothing may call exit, and a failure must reach Flink. */
  private static void submit(String[] arguments) throws Exception {
    CommandLine commandLine = commandLine(System.getenv());
    commandLine.parseArgs(arguments);
    Tideline tideline = commandLine.getCommand();
    if (tideline.job == null) {
      throw new CommandLine.ParameterException(commandLine, "give a verb, or --job NAME");
    }
    new Submission(tideline.project, tideline.job).submit();
  }

  boolean isVerbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "give a verb");
  }

  /** Makes the verbs' classes, with the environment for those that need it. */
  private record Verbs(Map<String, String> environment) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == ConfigurationOptions.class) {
        return type.cast(new ConfigurationOptions(environment));
      }
      return type == DataOptions.class
          ? type.cast(new DataOptions(environment))
          : CommandLine.defaultFactory().create(type);
    }
  }
}
