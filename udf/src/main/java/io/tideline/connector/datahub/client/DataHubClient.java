package io.tideline.connector.datahub.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One topic of the service. The only implementation that knows the SDK is {@link SdkDataHubClient}.
 * A call makes one request and retries nothing; it may be used from several threads.
 */
public interface DataHubClient extends AutoCloseable {

  /** Makes clients where they are needed: on the JobManager and in every task. */
  interface Factory extends java.io.Serializable {
    DataHubClient open(DataHubConnection connection);
  }

  /** The topic's columns; empty when there is no such topic. */
  Optional<TopicSchema> schema() throws DataHubException;

  /** All shards, closed ones included, until their records have expired. */
  List<Shard> shards() throws DataHubException;

  /**
   * The place of the oldest record.
   *
   * @throws DataHubException OUT_OF_RANGE when the shard is empty and has no place to point at
   */
  Cursor oldest(String shardId) throws DataHubException;

  /** The place of the newest record, not behind it. */
  Cursor latest(String shardId) throws DataHubException;

  /**
   * @throws DataHubException OUT_OF_RANGE when no record with that sequence is there (any more, or
   *     yet)
   */
  Cursor atSequence(String shardId, long sequence) throws DataHubException;

  /** The place of the first record that the service took at that time or later. */
  Cursor atTime(String shardId, long epochMillis) throws DataHubException;

  /**
   * @param schema of the topic, as {@link #schema()} returned it
   * @param limit 1 to 1000
   * @throws DataHubException SEALED when a closed shard has been read to its end
   */
  Fetched fetch(String shardId, TopicSchema schema, String cursor, int limit)
      throws DataHubException;

  /** Makes the records that this client puts; one for each thread. */
  RecordWriter recordWriter();

  /** What was written of a record that this client's {@link #recordWriter} made. */
  TopicRecord read(String shardId, TopicSchema schema, OutgoingRecord record);

  /**
   * All records or none; but after UNAVAILABLE they may have been stored all the same.
   *
   * @param stamps null to put the records as they are
   */
  void put(String shardId, List<OutgoingRecord> records, Stamps stamps) throws DataHubException;

  /** Offsets below 0 for shards of which nothing was consumed. */
  Map<String, Offset> committed(String subscription, Collection<String> shardIds)
      throws DataHubException;

  /** Takes the shards over from whoever consumed them with this subscription before. */
  void openSession(String subscription, Collection<String> shardIds) throws DataHubException;

  /**
   * Needs {@link #openSession} for these shards before, on this client.
   *
   * @throws DataHubException SESSION_LOST, OFFSET_RESET, SUBSCRIPTION_OFFLINE
   */
  void commit(String subscription, Map<String, Offset> offsets) throws DataHubException;

  /** Ids and comments of the topic's subscriptions. */
  Map<String, String> subscriptions() throws DataHubException;

  /** The new subscription's id. */
  String createSubscription(String comment) throws DataHubException;

  /**
   * @throws DataHubException ALREADY_EXISTS
   */
  void createProject(String comment) throws DataHubException;

  /** Returns when all shards take records. */
  void createTopic(TopicSchema schema, int shards, int lifecycleDays, String comment)
      throws DataHubException;

  @Override
  void close();
}
