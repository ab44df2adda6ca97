package io.tideline.connector.files.format;

import java.io.IOException;

/**
 * A row has a value that its file's format cannot hold; the file is as it was before the row. Names
 * the column. Made per row: no stack trace.
 */
public final class RefusedRowException extends IOException {

  private static final long serialVersionUID = 1L;

  public RefusedRowException(String message) {
    super(message);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
