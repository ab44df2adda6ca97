package io.tideline.connector.datahub.client;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.DatahubClientBuilder;
import com.aliyun.datahub.client.auth.AliyunAccount;
import com.aliyun.datahub.client.common.DatahubConfig;
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
import com.aliyun.datahub.client.http.HttpConfig;
import com.aliyun.datahub.client.model.BlobRecordData;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.GetCursorResult;
import com.aliyun.datahub.client.model.GetRecordsResult;
import com.aliyun.datahub.client.model.GetTopicResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.ShardEntry;
import com.aliyun.datahub.client.model.ShardState;
import com.aliyun.datahub.client.model.SubscriptionEntry;
import com.aliyun.datahub.client.model.SubscriptionOffset;
import com.aliyun.datahub.client.model.TupleRecordData;
import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.client.DataHubException.Reason;
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
 * The topic through the official SDK, over its protobuf protocol. Nothing else imports the SDK: a
 * newer one, another protocol or another transport replaces this class.
 */
public final class SdkDataHubClient implements DataHubClient {

  private static final int SUBSCRIPTIONS_PER_PAGE = 100;
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int READ_TIMEOUT_MS = 15_000;

  private final DataHubConnection connection;
  private final String project;
  private final String topic;
  private final DatahubClient sdk;
  private final Map<String, SubscriptionOffset> sessions = new ConcurrentHashMap<>();
  private volatile TopicSchema knownSchema;
  private volatile RecordSchema sdkSchema;

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
            .setCompressType(compression(connection.compression()));
    this.sdk =
        DatahubClientBuilder.newBuilder()
            .setDatahubConfig(
                new DatahubConfig(connection.endpoint(), account).setEnableBinary(true))
            .setHttpConfig(http)
            .build();
  }

  private static CompressType compression(String name) {
    switch (name) {
      case DataHubConnectorOptions.LZ4:
        return CompressType.LZ4;
      case DataHubConnectorOptions.DEFLATE:
        return CompressType.DEFLATE;
      case "":
        return CompressType.NONE;
      default:
        throw new IllegalArgumentException(
            "option 'CompressType' is lz4, deflate or the empty text, not '" + name + "'");
    }
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
    List<TopicSchema.Column> columns = new ArrayList<>();
    if (result.getRecordType() == RecordType.TUPLE) {
      for (Field field : result.getRecordSchema().getFields()) {
        columns.add(
            new TopicSchema.Column(
                field.getName(),
                TopicSchema.Type.valueOf(field.getType().name()),
                field.isAllowNull()));
      }
    }
    return Optional.of(new TopicSchema(columns));
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
              shard.getState() == ShardState.ACTIVE || shard.getState() == ShardState.OPENING,
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
    RecordSchema tuple = schema.isBlob() ? null : sdkSchema(schema);
    return call(
        "read shard " + shardId,
        () -> {
          GetRecordsResult result = sdk.getRecords(project, topic, shardId, tuple, cursor, limit);
          List<TopicRecord> records = new ArrayList<>(result.getRecords().size());
          for (RecordEntry entry : result.getRecords()) {
            records.add(new SdkRecord(shardId, entry));
          }
          return new Fetched(records, result.getNextCursor(), result.getLatestSequence());
        });
  }

  @Override
  public void put(String shardId, TopicSchema schema, List<OutgoingRecord> records)
      throws DataHubException {
    List<RecordEntry> entries = new ArrayList<>(records.size());
    call(
        "write " + records.size() + " records to shard " + shardId,
        () -> {
          for (OutgoingRecord record : records) {
            entries.add(entry(record, schema));
          }
          return sdk.putRecordsByShard(project, topic, shardId, entries);
        });
  }

  private RecordEntry entry(OutgoingRecord record, TopicSchema schema) {
    RecordEntry entry = new RecordEntry();
    entry.setAttributes(record.attributes());
    if (record.blob() != null) {
      entry.setRecordData(new BlobRecordData(record.blob()));
      return entry;
    }
    TupleRecordData data = new TupleRecordData(sdkSchema(schema));
    Object[] fields = record.fields();
    for (int i = 0; i < fields.length; i++) {
      data.setField(i, fields[i]);
    }
    entry.setRecordData(data);
    return entry;
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
                sdkSchema(schema),
                comment);
          }
          sdk.waitForShardReady(project, topic);
          return null;
        });
  }

  /** Built once for a schema: it is the same object for every record. */
  private RecordSchema sdkSchema(TopicSchema schema) {
    if (knownSchema != schema) {
      RecordSchema built = new RecordSchema();
      for (TopicSchema.Column column : schema.columns()) {
        built.addField(
            new Field(column.name(), FieldType.valueOf(column.type().name()), column.nullable()));
      }
      sdkSchema = built;
      knownSchema = schema;
    }
    return sdkSchema;
  }

  private <T> T call(String what, Supplier<T> request) throws DataHubException {
    try {
      return request.get();
    } catch (DatahubClientException e) {
      throw new DataHubException(
          reason(e), "cannot " + what + " of " + connection + ": " + e.getErrorMessage(), e);
    }
  }

  private static Reason reason(DatahubClientException fault) {
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

  @Override
  public void close() {
    // The SDK keeps its connections in a pool of the process, which closes idle ones by itself.
  }

  /** A record of the SDK behind our face. */
  private static final class SdkRecord implements TopicRecord {
    private final String shardId;
    private final RecordEntry entry;

    private SdkRecord(String shardId, RecordEntry entry) {
      this.shardId = shardId;
      this.entry = entry;
    }

    @Override
    public String shardId() {
      return shardId;
    }

    @Override
    public long sequence() {
      return entry.getSequence();
    }

    @Override
    public long systemTime() {
      return entry.getSystemTime();
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = entry.getAttributes();
      return attributes == null ? Map.of() : attributes;
    }

    @Override
    public int fieldCount() {
      return blob() == null ? tuple().getRecordSchema().getFields().size() : 0;
    }

    @Override
    public Object field(int index) {
      return tuple().getField(index);
    }

    @Override
    public byte[] blob() {
      return entry.getRecordData() instanceof BlobRecordData
          ? ((BlobRecordData) entry.getRecordData()).getData()
          : null;
    }

    private TupleRecordData tuple() {
      return (TupleRecordData) entry.getRecordData();
    }
  }
}
