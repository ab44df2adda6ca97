package io.tideline.connector.datahub.sink;

/** This row can never be a record of the topic. The message names the column, never its value. */
public final class RecordFault extends Exception {

  private static final long serialVersionUID = 1L;

  public RecordFault(String message) {
    super(message);
  }
}
