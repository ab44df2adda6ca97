package io.tideline.connector.oceanbase.check;

/** The database cannot be captured as it is; the message lists why, and what mends it. */
public final class DatabaseNotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseNotReadyException(String message) {
    super(message);
  }

  DatabaseNotReadyException(String message, Throwable cause) {
    super(message, cause);
  }
}
