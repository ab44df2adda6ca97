package io.tideline.runner;

import io.tideline.runner.configuration.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config}: what the parameters are. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Show the configuration.",
    synopsisSubcommandLabel = "VERB",
    subcommands = ConfigCommand.Show.class)
final class ConfigCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "give a verb: config show");
  }

  /** {@code config show}: the effective values with their origins; secrets as references. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Print every parameter's effective value and where it comes from.")
  static final class Show implements Callable<Integer> {

    @Mixin private ProjectOptions project;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      for (Setting setting : project.configuration().settings()) {
        spec.commandLine()
            .getOut()
            .printf(
                "%-30s = %-40s # %s%n",
                setting.parameter().path(), setting.value(), setting.origin());
      }
      spec.commandLine().getOut().flush();
      return 0;
    }
  }
}
