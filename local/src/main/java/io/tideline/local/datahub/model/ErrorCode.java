package io.tideline.local.datahub.model;

/** The service's error codes, each with the HTTP status it travels with. */
public enum ErrorCode {
  INVALID_PARAMETER("InvalidParameter", 400),
  INVALID_CURSOR("InvalidCursor", 400),
  /** Only of a single record: what it names as its shard is not a number. */
  INVALID_SHARD_ID("InvalidShardId", 400),
  MALFORMED_RECORD("MalformedRecord", 400),
  SEEK_OUT_OF_RANGE("SeekOutOfRange", 400),
  LIMIT_EXCEEDED("LimitExceeded", 400),
  PROJECT_ALREADY_EXIST("ProjectAlreadyExist", 400),
  TOPIC_ALREADY_EXIST("TopicAlreadyExist", 400),
  SUBSCRIPTION_OFFLINE("SubscriptionOffline", 400),
  TOPIC_OFFLINE("TopicOffline", 400),
  OFFSET_RESETED("OffsetReseted", 400),
  OFFSET_SESSION_CLOSED("OffsetSessionClosed", 400),
  OFFSET_SESSION_CHANGED("OffsetSessionChanged", 400),
  /** The members of a consumer group are being given other shards. */
  CONSUMER_GROUP_IN_PROCESS("ConsumerGroupInProcess", 400),
  UNAUTHORIZED("Unauthorized", 401),
  EXPIRED_ACCESS_TOKEN("ExpiredAccessToken", 401),
  NO_PERMISSION("NoPermission", 403),
  OPERATION_DENIED("OperationDenied", 403),
  NO_SUCH_PROJECT("NoSuchProject", 404),
  NO_SUCH_TOPIC("NoSuchTopic", 404),
  NO_SUCH_SHARD("NoSuchShard", 404),
  NO_SUCH_SUBSCRIPTION("NoSuchSubscription", 404),
  NO_SUCH_CONNECTOR("NoSuchConnector", 404),
  NO_SUCH_METERING_INFO("NoSuchMeteringInfo", 404),
  NO_SUCH_CONSUMER("NoSuchConsumer", 404),
  /** What a client reads as "the shard is sealed": split or merged, and read to its end. */
  INVALID_SHARD_OPERATION("InvalidShardOperation", 405),
  INTERNAL_SERVER_ERROR("InternalServerError", 500);

  private final String text;
  private final int status;

  ErrorCode(String text, int status) {
    this.text = text;
    this.status = status;
  }

  /** The code as it is written in an error's body. */
  public String text() {
    return text;
  }

  public int status() {
    return status;
  }
}
