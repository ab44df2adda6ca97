package io.tideline.local;

import io.tideline.local.datahub.DatahubCommand;
import io.tideline.local.demo.DemoCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What runs on one machine in place of the services: the main class of this module. */
@Command(
    name = "tideline",
    mixinStandardHelpOptions = true,
    description = "Runs stand-ins for the services on this machine.",
    subcommands = {DemoCommand.class, DatahubCommand.class})
public final class Local {
  private Local() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The verbs; a failure that a user can mend is one line, without a stack trace. */
  static CommandLine commandLine() {
    return new CommandLine(new Local())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (!(failure instanceof IOException)) {
                throw failure;
              }
              command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
              return 1;
            });
  }
}
