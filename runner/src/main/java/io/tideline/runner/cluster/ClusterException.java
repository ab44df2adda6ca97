package io.tideline.runner.cluster;

import io.tideline.runner.ExitCode;
import picocli.CommandLine.IExitCodeGenerator;

/** What a cluster could not do; the message has its reason in a line or two. */
public final class ClusterException extends Exception implements IExitCodeGenerator {

  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int getExitCode() {
    return ExitCode.FAILED;
  }
}
