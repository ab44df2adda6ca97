package io.tideline.connector.changes.decode;

/** A value does not fit its column; says why, the decoder adds which column. No stack trace. */
final class MisfitException extends Exception {

  private static final long serialVersionUID = 1L;

  MisfitException(String why) {
    super(why, null, false, false);
  }
}
