package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlPartition;
import io.debezium.pipeline.EventDispatcher.SnapshotReceiver;
import io.debezium.relational.Table;
import org.apache.flink.cdc.connectors.mysql.debezium.task.context.StatefulTaskContext;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;

/** What upstream reads a chunk with, made to keep every value as it is. */
final class ChunkContext extends StatefulTaskContext {

  private final ChunkClient client;
  private final ChunkConnection connection;
  private ChunkReceiver receiver;

  ChunkContext(MySqlSourceConfig config) {
    this(config, new ChunkClient(config.getMySqlConnectorConfig()), new ChunkConnection(config));
  }

  private ChunkContext(MySqlSourceConfig config, ChunkClient client, ChunkConnection connection) {
    super(config, client, connection);
    this.client = client;
    this.connection = connection;
  }

  @Override
  public void configure(MySqlSplit chunk) {
    super.configure(chunk);
    Table table = getDatabaseSchema().tableFor(chunk.asSnapshotSplit().getTableId());
    connection.read(table);
    client.begin(table.id());
    receiver = new ChunkReceiver(super.getSnapshotReceiver(), connection, table);
  }

  /** The statement that made what was read of the chunk worth nothing; null when there was none. */
  String replacedBy() {
    return client.replacedBy();
  }

  /** The chunk has been read. */
  void end() {
    client.end();
  }

  @Override
  public SnapshotReceiver<MySqlPartition> getSnapshotReceiver() {
    return receiver;
  }
}
