package io.tideline.runner;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The program: a verb a class. Without a verb, {@code --job NAME} submits that job to the Flink
 * cluster that started this program, as {@code flink run} and application mode do.
 */
@Command(
    name = "tideline",
    description = "Every change in an OceanBase database, through DataHub and Flink, into files.",
    synopsisSubcommandLabel = "VERB",
    mixinStandardHelpOptions = true,
    subcommands = {RunCommand.class, TopicCommand.class, SqlCommand.class, ConfigCommand.class})
public final class Tideline implements Runnable {

  @Mixin private ProjectOptions project;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "Submit this job, capture or deliver, to the cluster that runs this program.")
  private String job;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) throws Exception {
    if (isSubmission(arguments)) {
      submit(arguments);
    } else {
      System.exit(commandLine().execute(arguments));
    }
  }

  /** The command line with all verbs. */
  static CommandLine commandLine() {
    return new CommandLine(new Tideline())
        .setExecutionExceptionHandler(new FailureReport())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static boolean isSubmission(String[] arguments) {
    return Arrays.stream(arguments)
        .findFirst()
        .filter(first -> first.startsWith("--") && !first.equals("--help"))
        .filter(first -> !first.equals("--version"))
        .isPresent();
  }

  /** Inside a cluster's process nothing may call exit, and a failure must reach Flink. */
  private static void submit(String[] arguments) throws Exception {
    CommandLine commandLine = commandLine();
    commandLine.parseArgs(arguments);
    Tideline tideline = commandLine.getCommand();
    if (tideline.job == null) {
      throw new CommandLine.ParameterException(commandLine, "give a verb, or --job NAME");
    }
    new Submission(tideline.project, tideline.job).submit();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "give a verb");
  }
}
