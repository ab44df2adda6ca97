package io.tideline.verify;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.script.ScriptException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program behind {@code tideline verify}. */
public final class Verify {

  private static final Logger LOG = LoggerFactory.getLogger(Verify.class);
  private static final int HELP_WIDTH = 100;

  /** Something is wrong with what the user gave. */
  private static final int WRONG_INPUT = 2;

  /** The comparison could not be made. */
  static final int FAILED = 3;

  private Verify() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  /**
   * @param environment the environment variables
   */
  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new VerifyCommand(), new Parts(environment))
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(Verify::wrongUsage)
        .setExecutionExceptionHandler(Verify::failed);
  }

  private static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    CommandLine commandLine = e.getCommandLine();
    commandLine.getErr().println(e.getMessage());
    commandLine.getErr().println("tideline verify --help tells the options");
    return WRONG_INPUT;
  }

  private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult result) {
    LOG.info("verify failed", e);
    commandLine.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
    return e instanceof ConfigurationException || e instanceof ScriptException
        ? WRONG_INPUT
        : FAILED;
  }

  private record Parts(Map<String, String> environment) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == PipelineOptions.class
          ? type.cast(new PipelineOptions(environment))
          : CommandLine.defaultFactory().create(type);
    }
  }
}
