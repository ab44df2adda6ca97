package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.OutgoingRecord;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.table.data.RowData;

/**
 * What a router sends to a writer: a row, encoded, with its shard as of the router's start; or the
 * shards themselves, which go before all rows; or a row that can never be a record. It is a row
 * itself, so that the sink's input is rows on both sides of the exchange, as Flink has it, but only
 * the last of these has values.
 */
final class RoutedRow extends ForwardingRow {

  /** How the writer finds the shards of a row. */
  enum Kind {
    /** No row: the router's tree of shards. */
    SHARDS,
    /** To the shard that the key has now. */
    KEYED,
    /** To any of the writer's shards. */
    TURN,
    /** To all shards that continue the one named, or are counted to it. */
    BROADCAST,
    /** To none. */
    REFUSED
  }

  private static final ShardTreeSerializer TREES = new ShardTreeSerializer();

  private final Kind kind;
  private final long shard;
  private final long hash;
  private final OutgoingRecord record;
  private final RowData row;
  private final String fault;
  private final byte[] shards;

  private RoutedRow(
      Kind kind,
      long shard,
      long hash,
      OutgoingRecord record,
      RowData row,
      String fault,
      byte[] shards) {
    this.kind = kind;
    this.shard = shard;
    this.hash = hash;
    this.record = record;
    this.row = row;
    this.fault = fault;
    this.shards = shards;
  }

  /**
   * @param record what the row is encoded to
   */
  static RoutedRow of(Kind kind, long shard, long hash, OutgoingRecord record) {
    return new RoutedRow(kind, shard, hash, record, null, null, null);
  }

  /**
   * @param fault why the row can never be a record
   */
  static RoutedRow refused(long shard, RowData row, String fault) {
    return new RoutedRow(Kind.REFUSED, shard, 0, null, row, fault, null);
  }

  static RoutedRow shards(long shard, byte[] tree) {
    return new RoutedRow(Kind.SHARDS, shard, 0, null, null, null, tree);
  }

  static RoutedRow shards(long shard, ShardTree tree) throws IOException {
    return shards(shard, SimpleVersionedSerialization.writeVersionAndSerialize(TREES, tree));
  }

  Kind kind() {
    return kind;
  }

  /** Open when the router started; decides the writer. */
  long shard() {
    return shard;
  }

  /** Of the row's key; without a key, any number; of a broadcast row, what its copies share. */
  long hash() {
    return hash;
  }

  /** Null when there is none to be sent. */
  OutgoingRecord record() {
    return record;
  }

  /** Null unless it is refused. */
  @Override
  public RowData row() {
    return row;
  }

  String fault() {
    return fault;
  }

  byte[] shardBytes() {
    return shards;
  }

  ShardTree tree() throws IOException {
    return SimpleVersionedSerialization.readVersionAndDeSerialize(TREES, shards);
  }
}
