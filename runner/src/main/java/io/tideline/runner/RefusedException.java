package io.tideline.runner;

import picocli.CommandLine.IExitCodeGenerator;

/** A verb that does nothing as things are; the message says why, and what would help. */
public class RefusedException extends Exception implements IExitCodeGenerator {

  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }

  @Override
  public int getExitCode() {
    return ExitCode.REFUSED;
  }
}
