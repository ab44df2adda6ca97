package io.tideline.runner;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dead-letters}: what could not be delivered. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Look at what could not be delivered, send it again, or drop it.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      LettersListCommand.class,
      LettersShowCommand.class,
      LettersReplayCommand.class,
      LettersDropCommand.class
    })
final class DeadLettersCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "give a verb: dead-letters list, show, replay or drop");
  }
}
