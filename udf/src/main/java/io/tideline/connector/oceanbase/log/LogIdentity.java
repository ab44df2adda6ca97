package io.tideline.connector.oceanbase.log;

import java.util.Objects;

/**
 * Which log a file belongs to. A log that begins to number its files anew uses old names again; who
 * wrote a file and when it was begun, as its first event says, tell the two apart.
 *
 * <p>The text form is {@code server@second}: {@code 1@1795480200}.
 */
public final class LogIdentity {

  private final long server;
  private final long begun;

  /**
   * @param server the id of the server that wrote the file
   * @param begun when, in seconds since the epoch
   */
  public LogIdentity(long server, long begun) {
    this.server = server;
    this.begun = begun;
  }

  /**
   * @throws IllegalArgumentException when the text is not what {@link #toString()} writes
   */
  public static LogIdentity parse(String text) {
    int at = text.indexOf('@');
    try {
      return new LogIdentity(
          Long.parseLong(text.substring(0, Math.max(at, 0))),
          Long.parseLong(text.substring(at + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no identity of a log; one looks like 1@1795480200", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogIdentity
        && ((LogIdentity) other).server == server
        && ((LogIdentity) other).begun == begun;
  }

  @Override
  public int hashCode() {
    return Objects.hash(server, begun);
  }

  @Override
  public String toString() {
    return server + "@" + begun;
  }
}
