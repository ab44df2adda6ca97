package io.tideline.runner;

import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.References;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.topic.TopicCreation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code topic}: the topic between the two jobs. */
@Command(
    name = "topic",
    mixinStandardHelpOptions = true,
    description = "Make the topic between the two jobs.",
    synopsisSubcommandLabel = "VERB",
    subcommands = TopicCommand.Create.class)
final class TopicCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "give a verb: topic create");
  }

  /** {@code topic create}: what is there already stays as it is. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Create project, topic and subscription where they are missing.")
  static final class Create implements Callable<Integer> {

    private static final String FOLDER = "capture";

    @Mixin private ProjectOptions project;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      PipelineConfiguration configuration = project.configuration();
      List<RenderedStatement> statements =
          new References(configuration).render(project.statements(FOLDER));
      return new TopicCreation(
              configuration, spec.commandLine().getOut(), spec.commandLine().getErr())
          .create(statements);
    }
  }
}
