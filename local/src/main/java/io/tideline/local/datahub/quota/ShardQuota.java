package io.tideline.local.datahub.quota;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;

/** What one shard has taken lately. */
final class ShardQuota {
  private final Quotas quotas;
  private final Allowance requests;
  private final Allowance bytes;

  ShardQuota(Quotas quotas, long nanos) {
    this.quotas = quotas;
    this.requests = new Allowance(quotas.requestsPerSecond(), nanos);
    this.bytes = new Allowance(quotas.bytesPerSecond(), nanos);
  }

  synchronized void take(String shardId, long size, long nanos) {
    if (!requests.isLeft(nanos)) {
      throw exceeded(shardId, quotas.requestsPerSecond() + " requests/s");
    }
    if (!bytes.isLeft(nanos)) {
      throw exceeded(shardId, quotas.bytesPerSecond() + " bytes/s");
    }
    requests.take(1);
    bytes.take(size);
  }

  private static ServiceException exceeded(String shardId, String limit) {
    return new ServiceException(
        ErrorCode.LIMIT_EXCEEDED,
        "The flow limit of request is exceeded: shard '"
            + shardId
            + "' takes "
            + limit
            + ". Send again later.");
  }
}
