package io.tideline.local.demo;

import java.io.IOException;

/** The demo cannot go on; the message says what failed and where to look. */
public final class DemoException extends IOException {

  private static final long serialVersionUID = 1L;

  public DemoException(String message) {
    super(message);
  }

  public DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
