package io.tideline.local.datahub.calls;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.HashKey;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.ShardMap;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.protocol.PutRecord;
import io.tideline.local.datahub.protocol.RecordBatch;
import io.tideline.local.datahub.quota.QuotaCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Sorts the records of one request by shard: the one named, else by key, else any. */
final class RecordRouting {
  private static final int BATCH_BYTES = 4096;

  private final Topic topic;
  private final QuotaCheck quotas;
  private final ShardMap shards;
  private final List<Shard> active;
  private final PutRecord record;
  private final Map<String, RecordBatch> batches = new TreeMap<>();
  private final Map<String, List<Integer>> indexes = new TreeMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private int count;
  private int turn;

  /** A record of the request that was not taken. */
  record Failure(int index, ServiceException error) {}

  RecordRouting(Topic topic, QuotaCheck quotas) {
    this.topic = topic;
    this.quotas = quotas;
    this.shards = topic.shards();
    this.active = shards.active();
    this.record = new PutRecord(topic.settings().schema());
    this.turn = ThreadLocalRandom.current().nextInt(active.size());
  }

  /** Adds one RecordEntry. */
  void add(byte[] bytes, int from, int length) {
    int index = count++;
    record.read(bytes, from, length);
    try {
      if (record.fault() != null) {
        throw new ServiceException(ErrorCode.MALFORMED_RECORD, record.fault());
      }
      String shardId = target();
      batches.computeIfAbsent(shardId, id -> new RecordBatch(BATCH_BYTES)).add(bytes, from, length);
      indexes.computeIfAbsent(shardId, id -> new ArrayList<>()).add(index);
    } catch (ServiceException e) {
      failures.add(new Failure(index, e));
    }
  }

  private String target() {
    if (record.shardId() != null) {
      requireNumber(record.shardId());
      Shard shard = shards.get(record.shardId());
      if (!shard.isActive()) {
        throw Topic.sealed(shard.id());
      }
      return shard.id();
    }
    if (record.hashKey() != null) {
      return shards.covering(HashKey.parse(record.hashKey())).id();
    }
    if (record.partitionKey() != null) {
      return shards.covering(HashKey.ofPartitionKey(record.partitionKey())).id();
    }
    return active.get(turn++ % active.size()).id();
  }

  private static void requireNumber(String shardId) {
    for (int i = 0; i < shardId.length(); i++) {
      if (shardId.charAt(i) < '0' || shardId.charAt(i) > '9') {
        throw new ServiceException(
            ErrorCode.INVALID_SHARD_ID, "'" + shardId + "' is not the number of a shard.");
      }
    }
  }

  int count() {
    return count;
  }

  /** Appends what was added, and returns what was not taken, by index. */
  List<Failure> write() throws IOException {
    for (Map.Entry<String, RecordBatch> batch : batches.entrySet()) {
      try {
        quotas.write(topic, batch.getKey(), batch.getValue().bytes());
        topic.append(batch.getKey(), batch.getValue());
      } catch (ServiceException e) {
        indexes.get(batch.getKey()).forEach(index -> failures.add(new Failure(index, e)));
      }
    }
    failures.sort(Comparator.comparingInt(Failure::index));
    return failures;
  }
}
