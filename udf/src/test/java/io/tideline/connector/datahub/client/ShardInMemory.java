package io.tideline.connector.datahub.client;

import io.tideline.connector.datahub.client.DataHubException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A single shard that can be appended to, sealed and cut at its old end, as the service behaves.
 */
public class ShardInMemory implements DataHubClient {

  private long oldest;
  private long next;
  private boolean sealed;
  private boolean refusesFetches;
  private boolean forgotten;
  private long expiredCursors;
  private long clock = Long.MIN_VALUE;
  private volatile Supplier<RuntimeException> faultOfNextCommit;
  private volatile Reason refusal;
  private final Map<String, Offset> committed = new ConcurrentHashMap<>();

  public void append(int records) {
    next += records;
  }

  public void seal() {
    sealed = true;
  }

  /** Whatever cursor was given out is not good any more. */
  public void expireCursors() {
    expiredCursors++;
  }

  /** The service does not list the shard any more. */
  public void forget() {
    forgotten = true;
  }

  /** From now on a cursor for a time is refused only if the time is later. */
  public void clockIs(long epochMillis) {
    clock = epochMillis;
  }

  /** From now on each fetch is a wrong request. */
  public void refuseFetches() {
    refusesFetches = true;
  }

  /** The next commit ends in a way that no declared exception covers. */
  public void breakNextCommit(Supplier<RuntimeException> fault) {
    faultOfNextCommit = fault;
  }

  /** The next commit is refused for that reason. */
  public void refuseNextCommit(Reason reason) {
    refusal = reason;
  }

  public Map<String, Offset> committed() {
    return committed;
  }

  public void expireBefore(long sequence) {
    oldest = sequence;
    next = Math.max(next, sequence);
  }

  @Override
  public Cursor oldest(String shardId) throws DataHubException {
    return cursor(oldest, oldest);
  }

  @Override
  public Cursor latest(String shardId) throws DataHubException {
    return cursor(Math.max(oldest, next - 1), next - 1);
  }

  private Cursor cursor(long at, long sequence) {
    return new Cursor(expiredCursors + ":" + at, sequence);
  }

  private void checkListed() throws DataHubException {
    if (forgotten) {
      throw new DataHubException(Reason.NOT_FOUND, "no such shard", null);
    }
  }

  @Override
  public Cursor atSequence(String shardId, long sequence) throws DataHubException {
    checkListed();
    if (sequence < oldest || sequence >= next) {
      throw new DataHubException(Reason.OUT_OF_RANGE, "no record " + sequence, null);
    }
    return cursor(sequence, sequence);
  }

  @Override
  public Cursor atTime(String shardId, long epochMillis) throws DataHubException {
    if (clock == Long.MIN_VALUE) {
      return atSequence(shardId, epochMillis);
    }
    if (epochMillis > clock) {
      throw new DataHubException(Reason.OUT_OF_RANGE, "that time is yet to come", null);
    }
    return cursor(next, next);
  }

  @Override
  public Fetched fetch(String shardId, TopicSchema schema, String cursor, int limit)
      throws DataHubException {
    if (refusesFetches) {
      throw new DataHubException(Reason.INVALID, "wrong request", null);
    }
    checkListed();
    String[] parts = cursor.split(":");
    long from = Long.parseLong(parts[1]);
    if (from < oldest || Long.parseLong(parts[0]) < expiredCursors) {
      throw new DataHubException(Reason.INVALID, "the cursor has expired", null);
    }
    if (sealed && from >= next) {
      throw new DataHubException(Reason.SEALED, "sealed", null);
    }
    List<TopicRecord> records = new ArrayList<>();
    for (long sequence = from; sequence < next && records.size() < limit; sequence++) {
      records.add(record(shardId, sequence));
    }
    return new Fetched(records, cursor(from + records.size(), 0).token(), next - 1);
  }

  /** The time of a record is its sequence. */
  private static TopicRecord record(String shardId, long sequence) {
    return new TopicRecord() {
      @Override
      public String shardId() {
        return shardId;
      }

      @Override
      public long sequence() {
        return sequence;
      }

      @Override
      public long systemTime() {
        return sequence;
      }

      @Override
      public Map<String, String> attributes() {
        return Map.of();
      }

      @Override
      public int fieldCount() {
        return 0;
      }

      @Override
      public Object field(int index) {
        return null;
      }

      @Override
      public byte[] blob() {
        return new byte[0];
      }
    };
  }

  @Override
  public Optional<TopicSchema> schema() {
    return Optional.of(new TopicSchema(List.of()));
  }

  @Override
  public List<Shard> shards() {
    return forgotten ? List.of() : List.of(new Shard("0", !sealed, List.of()));
  }

  @Override
  public RecordWriter recordWriter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public TopicRecord read(String shardId, TopicSchema schema, OutgoingRecord record) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(String shardId, List<OutgoingRecord> records, Stamps stamps) {
    append(records.size());
  }

  @Override
  public Map<String, Offset> committed(String subscription, Collection<String> shardIds) {
    return Map.of();
  }

  @Override
  public void openSession(String subscription, Collection<String> shardIds) {}

  @Override
  public void commit(String subscription, Map<String, Offset> offsets) throws DataHubException {
    Reason reason = refusal;
    refusal = null;
    if (reason != null) {
      throw new DataHubException(reason, "refused", null);
    }
    Supplier<RuntimeException> fault = faultOfNextCommit;
    faultOfNextCommit = null;
    if (fault != null) {
      throw fault.get();
    }
    committed.putAll(offsets);
  }

  @Override
  public Map<String, String> subscriptions() {
    return Map.of("1", "reader");
  }

  @Override
  public String createSubscription(String comment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createProject(String comment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createTopic(TopicSchema schema, int shards, int lifecycleDays, String comment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
