package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.util.ExceptionUtils;

/**
 * The gate, or a route that is chained to it, failed at an event; the message says where the event
 * stands in the database's log and in the topic, and nothing that is in it.
 */
final class FailedEventException extends Exception {

  private static final long serialVersionUID = 1L;

  private FailedEventException(String message, Exception cause) {
    super(message, cause);
  }

  /** What is thrown for a failure; being cancelled is none, and Flink must see it as it is. */
  static Exception named(ChangeEvent event, Exception failure) {
    boolean cancelled =
        ExceptionUtils.findThrowable(failure, CancelTaskException.class).isPresent()
            || ExceptionUtils.findThrowable(failure, InterruptedException.class).isPresent();
    return cancelled
        ? failure
        : new FailedEventException(
            "failed at the event of position " + event.position() + ", " + event.provenance(),
            failure);
  }
}
