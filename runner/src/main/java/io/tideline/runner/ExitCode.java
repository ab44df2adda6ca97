package io.tideline.runner;

/** What a verb's process ends with; docs/operations.md tells them to people. */
public final class ExitCode {

  public static final int DONE = 0;

  /** Something went wrong that trying again may not mend: a job failed, a disk is full. */
  public static final int FAILED = 1;

  /** The command line, the configuration or the SQL is wrong. */
  public static final int WRONG_INPUT = 2;

  /** The cluster does not answer, or not in time. */
  public static final int UNREACHABLE = 3;

  /** As things are the verb does nothing: a job runs already, or none does; an output is full. */
  public static final int REFUSED = 4;

  private ExitCode() {}
}
