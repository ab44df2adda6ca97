package io.tideline.connector.oceanbase.log;

/** Capture cannot go on without losing changes, and was not told to. */
public final class LogLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LogLostException(String message) {
    super(message);
  }

  /**
   * @param database where the log is, host and port
   * @param epoch that capture has reached
   */
  public static LogLostException of(String database, LogLoss loss, int epoch) {
    return new LogLostException(
        String.format(
            "capture cannot go on from where it stands at %s: %s. Changes are missing. The ways on:"
                + " take a new snapshot, by starting capture without its state and with 'log-epoch'"
                + " = '%d' (rows that were delivered already are not delivered again); or start it"
                + " from the same state with 'log-lost' = 'oldest', which goes on from the oldest"
                + " change there is and loses those between",
            database, loss.reason(), epoch + 1));
  }
}
