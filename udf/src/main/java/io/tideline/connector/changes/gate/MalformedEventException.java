package io.tideline.connector.changes.gate;

/** The envelope of an event makes no sense, whatever its table. Made per event: no stack trace. */
final class MalformedEventException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedEventException(String message) {
    super(message, null, false, false);
  }
}
