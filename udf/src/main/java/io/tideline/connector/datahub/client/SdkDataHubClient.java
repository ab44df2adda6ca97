package io.tideline.connector.datahub.client;

import com.aliyun.datahub.client.auth.AliyunAccount;
import com.aliyun.datahub.client.common.DatahubConfig;
import com.aliyun.datahub.client.exception.DatahubClientException;
import com.aliyun.datahub.client.http.HttpConfig;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.GetCursorResult;
import com.aliyun.datahub.client.model.GetTopicResult;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.ShardEntry;
import com.aliyun.datahub.client.model.ShardState;
import com.aliyun.datahub.client.model.SubscriptionEntry;
import com.aliyun.datahub.client.model.SubscriptionOffset;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.protocol.Compression;
import io.tideline.connector.datahub.client.protocol.GetRequest;
import io.tideline.connector.datahub.client.protocol.GetResponse;
import io.tideline.connector.datahub.client.protocol.PutRequest;
import io.tideline.connector.datahub.client.protocol.WireRecord;
import io.tideline.connector.datahub.client.protocol.WireRecordWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The topic through the official SDK, over its protobuf protocol. Nothing but the {@code Sdk…}
 * classes beside it imports the SDK: a newer one, another protocol or another transport replaces
 * them.
 */
public final class SdkDataHubClient implements DataHubClient {

  private static final int SUBSCRIPTIONS_PER_PAGE = 100;
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int READ_TIMEOUT_MS = 15_000;

  private final DataHubConnection connection;
  private final String project;
  private final String topic;
  private final SdkRecordCalls sdk;
  private final Map<String, SubscriptionOffset> sessions = new ConcurrentHashMap<>();

  public SdkDataHubClient(DataHubConnection connection) {
    this.connection = connection;
    this.project = connection.project();
    this.topic = connection.topic();
    AliyunAccount account = new AliyunAccount(connection.accessId(), connection.accessKey());
    // One attempt: how often and when to try again is for the caller, who keeps the order.
    HttpConfig http =
        new HttpConfig()
            .setMaxRetryCount(1)
            .setConnTimeout(CONNECT_TIMEOUT_MS)
            .setReadTimeout(READ_TIMEOUT_MS)
            .setCompressType(CompressType.NONE);
    this.sdk =
        new SdkRecordCalls(
            connection.endpoint(),
            account,
            new DatahubConfig(connection.endpoint(), account).setEnableBinary(true),
            http,
            Compression.of(connection.compression()));
  }

  @Override
  public Optional<TopicSchema> schema() throws DataHubException {
    GetTopicResult result;
    try {
      result = call("read the topic", () -> sdk.getTopic(project, topic));
    } catch (DataHubException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(SdkSchema.read(result));
  }

  @Override
  public List<Shard> shards() throws DataHubException {
    List<Shard> shards = new ArrayList<>();
    for (ShardEntry shard :
        call("list the shards", () -> sdk.listShard(project, topic)).getShards()) {
      List<String> parents = shard.getParentShardIds();
      shards.add(
          new Shard(
              shard.getShardId(),
              shard.getState() == ShardState.ACTIVE,
              parents == null ? List.of() : parents));
    }
    return shards;
  }

  @Override
  public Cursor oldest(String shardId) throws DataHubException {
    return cursor(shardId, CursorType.OLDEST, 0);
  }

  @Override
  public Cursor latest(String shardId) throws DataHubException {
    return cursor(shardId, CursorType.LATEST, 0);
  }

  @Override
  public Cursor atSequence(String shardId, long sequence) throws DataHubException {
    return cursor(shardId, CursorType.SEQUENCE, sequence);
  }

  @Override
  public Cursor atTime(String shardId, long epochMillis) throws DataHubException {
    return cursor(shardId, CursorType.SYSTEM_TIME, epochMillis);
  }

  private Cursor cursor(String shardId, CursorType type, long parameter) throws DataHubException {
    GetCursorResult result =
        call(
            "find " + type + " " + parameter + " in shard " + shardId,
            () -> sdk.getCursor(project, topic, shardId, type, parameter));
    return new Cursor(result.getCursor(), result.getSequence());
  }

  @Override
  public Fetched fetch(String shardId, TopicSchema schema, String cursor, int limit)
      throws DataHubException {
    byte[] answer =
        call(
            "read shard " + shardId,
            () -> sdk.get(project, topic, shardId, GetRequest.frame(cursor, limit)));
    try {
      return GetResponse.read(shardId, schema, answer);
    } catch (IOException e) {
      throw new DataHubException(
          Reason.UNAVAILABLE,
          "cannot read shard " + shardId + " of " + connection + ": " + e.getMessage(),
          e);
    }
  }

  @Override
  public RecordWriter recordWriter() {
    return new WireRecordWriter();
  }

  @Override
  public TopicRecord read(String shardId, TopicSchema schema, OutgoingRecord record) {
    try {
      return WireRecord.read(shardId, schema, record);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a record of this client's", e);
    }
  }

  @Override
  public void put(String shardId, List<OutgoingRecord> records, Stamps stamps)
      throws DataHubException {
    ByteBuffer request = PutRequest.frame(records, stamps);
    call(
        "write " + records.size() + " records to shard " + shardId,
        () -> {
          sdk.put(project, topic, shardId, request);
          return null;
        });
  }

  @Override
  public Map<String, Offset> committed(String subscription, Collection<String> shardIds)
      throws DataHubException {
    Map<String, Offset> offsets = new HashMap<>();
    call(
            "read the offsets of subscription " + subscription,
            () ->
                sdk.getSubscriptionOffset(project, topic, subscription, new ArrayList<>(shardIds)))
        .getOffsets()
        .forEach(
            (shard, offset) ->
                offsets.put(shard, new Offset(offset.getSequence(), offset.getTimestamp())));
    return offsets;
  }

  @Override
  public void openSession(String subscription, Collection<String> shardIds)
      throws DataHubException {
    sessions.putAll(
        call(
                "open a session of subscription " + subscription,
                () ->
                    sdk.openSubscriptionSession(
                        project, topic, subscription, new ArrayList<>(shardIds)))
            .getOffsets());
  }

  @Override
  public void commit(String subscription, Map<String, Offset> offsets) throws DataHubException {
    Map<String, SubscriptionOffset> committed = new HashMap<>();
    for (Map.Entry<String, Offset> entry : offsets.entrySet()) {
      SubscriptionOffset session = sessions.get(entry.getKey());
      if (session == null) {
        throw new DataHubException(
            Reason.NOT_FOUND,
            "no session of subscription " + subscription + " is open for shard " + entry.getKey(),
            null);
      }
      Offset offset = entry.getValue();
      SubscriptionOffset next = new SubscriptionOffset();
      next.setSessionId(session.getSessionId());
      next.setVersionId(session.getVersionId());
      next.setSequence(offset.sequence());
      next.setTimestamp(offset.time());
      committed.put(entry.getKey(), next);
    }
    call(
        "commit the offsets of subscription " + subscription,
        () -> sdk.commitSubscriptionOffset(project, topic, subscription, committed));
  }

  @Override
  public Map<String, String> subscriptions() throws DataHubException {
    Map<String, String> comments = new LinkedHashMap<>();
    for (int page = 1; ; page++) {
      int number = page;
      List<SubscriptionEntry> entries =
          call(
                  "list the subscriptions",
                  () -> sdk.listSubscription(project, topic, number, SUBSCRIPTIONS_PER_PAGE))
              .getSubscriptions();
      int known = comments.size();
      entries.forEach(entry -> comments.put(entry.getSubId(), entry.getComment()));
      if (entries.size() < SUBSCRIPTIONS_PER_PAGE || comments.size() == known) {
        return comments;
      }
    }
  }

  @Override
  public String createSubscription(String comment) throws DataHubException {
    return call("create a subscription", () -> sdk.createSubscription(project, topic, comment))
        .getSubId();
  }

  @Override
  public void createProject(String comment) throws DataHubException {
    call("create the project", () -> sdk.createProject(project, comment));
  }

  @Override
  public void createTopic(TopicSchema schema, int shards, int lifecycleDays, String comment)
      throws DataHubException {
    call(
        "create the topic",
        () -> {
          if (schema.isBlob()) {
            sdk.createTopic(project, topic, shards, lifecycleDays, RecordType.BLOB, comment);
          } else {
            sdk.createTopic(
                project,
                topic,
                shards,
                lifecycleDays,
                RecordType.TUPLE,
                SdkSchema.tuple(schema),
                comment);
          }
          sdk.waitForShardReady(project, topic);
          return null;
        });
  }

  private <T> T call(String what, Supplier<T> request) throws DataHubException {
    try {
      return request.get();
    } catch (DatahubClientException e) {
      throw new DataHubException(
          SdkFaults.reason(e),
          "cannot " + what + " of " + connection + ": " + e.getErrorMessage(),
          e);
    }
  }

  @Override
  public void close() {
    // The SDK keeps its connections in a pool of the process, which closes idle ones by itself.
  }
}
