package io.tideline.connector.oceanbase.log;

/** Why the log cannot be read on from a place in it. */
public final class LogLoss {

  private final String reason;
  private final boolean another;

  private LogLoss(String reason, boolean another) {
    this.reason = reason;
    this.another = another;
  }

  /** The log goes on, but what comes next of it is gone. */
  static LogLoss purged(String reason) {
    return new LogLoss(reason, false);
  }

  /** What is there now is another log, whose positions mean nothing beside the old ones. */
  static LogLoss replaced(String reason) {
    return new LogLoss(reason, true);
  }

  public String reason() {
    return reason;
  }

  /** Whether positions begin anew, so that the epoch has to grow. */
  public boolean isAnotherLog() {
    return another;
  }
}
