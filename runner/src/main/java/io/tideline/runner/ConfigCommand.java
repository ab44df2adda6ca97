package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationSchema;
import io.tideline.runner.configuration.ConfigurationTemplate;
import java.util.concurrent.Callable;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code config}: what the parameters are. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = {
      "Check and show the configuration.",
      "A value of --set wins over the environment, that over the file (conf/pipeline.yaml), that over the default."
    },
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      ConfigCheckCommand.class,
      ConfigShowCommand.class,
      ConfigCommand.Template.class,
      ConfigCommand.Schema.class
    })
final class ConfigCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "give a verb: config check, show, template or schema");
  }

  /** {@code config template}: a configuration to fill in. */
  @Command(
      name = "template",
      mixinStandardHelpOptions = true,
      description =
          "Print a configuration file to fill in, with all parameters and their defaults.")
  static final class Template implements Callable<Integer> {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().print(new ConfigurationTemplate().render());
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  /** {@code config schema}: what editors complete and check the file by. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Print the JSON Schema of the configuration file, for editors.")
  static final class Schema implements Callable<Integer> {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
      JsonOutput.print(spec.commandLine().getOut(), new ConfigurationSchema().render());
      return 0;
    }
  }
}
