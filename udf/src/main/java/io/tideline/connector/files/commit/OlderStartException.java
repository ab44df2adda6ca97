package io.tideline.connector.files.commit;

import java.io.IOException;

/** A job was started from a point that is older than its files, and that is not allowed. */
public final class OlderStartException extends IOException {

  private static final long serialVersionUID = 1L;

  OlderStartException(String message) {
    super(message);
  }
}
