package io.tideline.runner.life;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}: the verbs and options for a shell. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print a script that completes verbs and options in bash and zsh:",
      "source <(./tideline completion)"
    })
public final class CompletionCommand implements Callable<Integer> {

  private static final List<String> OF_OTHERS = List.of("demo", "datahub", "verify");

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine program = spec.commandLine().getParent();
    // Other programs that the launcher starts.
    for (String verb : OF_OTHERS) {
      program.addSubcommand(verb, CommandSpec.create());
    }
    spec.commandLine().getOut().print(AutoComplete.bash(program.getCommandName(), program));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
