package io.tideline.connector.datahub.client;

import com.aliyun.datahub.client.exception.AuthorizationFailureException;
import com.aliyun.datahub.client.exception.DatahubClientException;
import com.aliyun.datahub.client.exception.InvalidParameterException;
import com.aliyun.datahub.client.exception.LimitExceededException;
import com.aliyun.datahub.client.exception.MalformedRecordException;
import com.aliyun.datahub.client.exception.NoPermissionException;
import com.aliyun.datahub.client.exception.ResourceAlreadyExistException;
import com.aliyun.datahub.client.exception.ResourceNotFoundException;
import com.aliyun.datahub.client.exception.SeekOutOfRangeException;
import com.aliyun.datahub.client.exception.ShardNotFoundException;
import com.aliyun.datahub.client.exception.ShardSealedException;
import com.aliyun.datahub.client.exception.SubscriptionOfflineException;
import com.aliyun.datahub.client.exception.SubscriptionOffsetResetException;
import com.aliyun.datahub.client.exception.SubscriptionSessionInvalidException;
import io.tideline.connector.datahub.client.DataHubException.Reason;

/** What the SDK's exceptions mean to a caller. */
final class SdkFaults {

  private SdkFaults() {}

  /** What is none of the named faults is the network or the service: it may pass later. */
  static Reason reason(DatahubClientException fault) {
    if (fault instanceof ShardSealedException) {
      return Reason.SEALED;
    } else if (fault instanceof SeekOutOfRangeException) {
      return Reason.OUT_OF_RANGE;
    } else if (fault instanceof ResourceNotFoundException
        || fault instanceof ShardNotFoundException) {
      return Reason.NOT_FOUND;
    } else if (fault instanceof ResourceAlreadyExistException) {
      return Reason.ALREADY_EXISTS;
    } else if (fault instanceof LimitExceededException) {
      return Reason.LIMIT_EXCEEDED;
    } else if (fault instanceof MalformedRecordException) {
      return Reason.MALFORMED;
    } else if (fault instanceof AuthorizationFailureException
        || fault instanceof NoPermissionException) {
      return Reason.DENIED;
    } else if (fault instanceof SubscriptionOffsetResetException) {
      return Reason.OFFSET_RESET;
    } else if (fault instanceof SubscriptionSessionInvalidException) {
      return Reason.SESSION_LOST;
    } else if (fault instanceof SubscriptionOfflineException) {
      return Reason.SUBSCRIPTION_OFFLINE;
    } else if (fault instanceof InvalidParameterException) {
      return Reason.INVALID;
    }
    return Reason.UNAVAILABLE;
  }
}
