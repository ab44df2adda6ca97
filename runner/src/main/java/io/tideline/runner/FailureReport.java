package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationException;
import io.tideline.runner.script.ScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in a line or two why a verb failed; the trace goes to the log, and with -v here too. */
final class FailureReport implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

  /** Something is wrong with what the user gave. */
  static final int WRONG_INPUT = 2;

  private static final int FAILED = 1;

  private final Tideline program;

  FailureReport(Tideline program) {
    this.program = program;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult arguments) {
    LOG.info("{} failed", commandLine.getCommandName(), e);
    boolean wrongInput = e instanceof ConfigurationException || e instanceof ScriptException;
    String words = e.getMessage();
    for (Throwable t = e.getCause(); !wrongInput && t != null; t = t.getCause()) {
      words = t.getMessage() == null ? words : t.getMessage();
    }
    commandLine.getErr().println(words == null ? e.toString() : words);
    if (program.isVerbose()) {
      e.printStackTrace(commandLine.getErr());
    }
    return wrongInput ? WRONG_INPUT : FAILED;
  }
}
