package io.tideline.connector.datahub.sink;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.table.data.RowData;

/**
 * What a router sends to a writer: a row with its shard as of the router's start, or the shards
 * themselves, which go before all rows. It is a row itself, so that the sink's input is rows on
 * both sides of the exchange, as Flink has it.
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
    BROADCAST
  }

  private static final ShardTreeSerializer TREES = new ShardTreeSerializer();

  private final Kind kind;
  private final long shard;
  private final long hash;
  private final RowData row;
  private final byte[] shards;

  RoutedRow(Kind kind, long shard, long hash, RowData row, byte[] shards) {
    this.kind = kind;
    this.shard = shard;
    this.hash = hash;
    this.row = row;
    this.shards = shards;
  }

  static RoutedRow of(Kind kind, long shard, long hash, RowData row) {
    return new RoutedRow(kind, shard, hash, row, null);
  }

  static RoutedRow shards(long shard, ShardTree tree) throws IOException {
    return new RoutedRow(
        Kind.SHARDS,
        shard,
        0,
        null,
        SimpleVersionedSerialization.writeVersionAndSerialize(TREES, tree));
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

  @Override
  public RowData row() {
    return row;
  }

  byte[] shardBytes() {
    return shards;
  }

  ShardTree tree() throws IOException {
    return SimpleVersionedSerialization.readVersionAndDeSerialize(TREES, shards);
  }
}
