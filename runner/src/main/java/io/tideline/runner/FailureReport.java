package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.script.ScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.ParseResult;

/** Says in a line or two why a verb failed; the trace goes to the log, and with -v here too. */
final class FailureReport implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

  static final int WRONG_INPUT = ExitCode.WRONG_INPUT;

  private static final int FAILED = ExitCode.FAILED;

  private final Tideline program;

  FailureReport(Tideline program) {
    this.program = program;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult arguments) {
    LOG.info("{} failed", commandLine.getCommandName(), e);
    boolean wrongInput = e instanceof ConfigurationException || e instanceof ScriptException;
    // Those that say how they end say all there is to say.
    boolean complete = wrongInput || e instanceof IExitCodeGenerator;
    String words = e.getMessage();
    for (Throwable t = e.getCause(); !complete && t != null; t = t.getCause()) {
      words = t.getMessage() == null ? words : t.getMessage();
    }
    commandLine.getErr().println(words == null ? e.toString() : words);
    if (program.isVerbose()) {
      e.printStackTrace(commandLine.getErr());
    }
    if (e instanceof IExitCodeGenerator generator) {
      return generator.getExitCode();
    }
    return wrongInput ? WRONG_INPUT : FAILED;
  }
}
