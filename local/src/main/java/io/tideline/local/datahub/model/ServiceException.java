package io.tideline.local.datahub.model;

/** A call that the service answers with an error; carries no stack trace, since it is an answer. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public ServiceException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** The answer to a call of the service that this server does not have. */
  public static ServiceException notServed(String what) {
    return new ServiceException(
        ErrorCode.OPERATION_DENIED, what + " are not served by the local server.");
  }

  public static ServiceException invalid(String message) {
    return new ServiceException(ErrorCode.INVALID_PARAMETER, message);
  }
}
