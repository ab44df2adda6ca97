package io.tideline.connector.datahub.client;

import java.io.IOException;

/** A request that the service refused or that never reached it. */
public final class DataHubException extends IOException {

  /** What went wrong, as far as a caller can act on it. */
  public enum Reason {
    /** The network, or the service inside: the same request may pass later. */
    UNAVAILABLE(true),
    /** A quota: the same request will pass later. */
    LIMIT_EXCEEDED(true),
    /** Shards are just being split or merged: the same request will pass later. */
    NOT_READY(true),
    /** The shard takes no more records, or has been read to its end. */
    SEALED(false),
    /** No record stands where the cursor should be. */
    OUT_OF_RANGE(false),
    /** Project, topic, shard or subscription does not exist. */
    NOT_FOUND(false),
    ALREADY_EXISTS(false),
    /** A record does not fit the topic or a limit. */
    MALFORMED(false),
    /** Wrong credentials or missing rights. */
    DENIED(false),
    /** The committed offset was set by someone else. */
    OFFSET_RESET(false),
    /** Someone else consumes with this subscription now. */
    SESSION_LOST(false),
    SUBSCRIPTION_OFFLINE(false),
    /** The request itself is wrong. */
    INVALID(false);

    private final boolean retriable;

    Reason(boolean retriable) {
      this.retriable = retriable;
    }

    /** Whether the same request may pass later. */
    public boolean isRetriable() {
      return retriable;
    }
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public DataHubException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Whether the same request may pass later. */
  public boolean isRetriable() {
    return reason.retriable;
  }
}
