package io.tideline.runner.cluster;

import io.tideline.runner.ExitCode;
import picocli.CommandLine.IExitCodeGenerator;

/** No cluster answers, or not in time; the message says where and what would help. */
public final class UnreachableException extends Exception implements IExitCodeGenerator {

  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int getExitCode() {
    return ExitCode.UNREACHABLE;
  }
}
