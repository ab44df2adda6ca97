package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlDatabaseSchema;
import io.debezium.connector.mysql.MySqlOffsetContext;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.cdc.connectors.mysql.debezium.task.context.StatefulTaskContext;

/** Tells upstream's task what it does not see by itself, on the thread that reads the log. */
final class LogObserver implements LogClient.Observer {

  private final ReaderMetrics metrics;
  private volatile StatefulTaskContext task;
  private boolean connected;

  LogObserver(ReaderMetrics metrics) {
    this.metrics = metrics;
  }

  void observe(StatefulTaskContext task) {
    this.task = task;
  }

  /** All events before were handled on this thread, so a heartbeat queued now comes after them. */
  @Override
  public void onIdle() {
    try {
      task.getDispatcher()
          .dispatchHeartbeatEvent(task.getMySqlPartition(), task.getOffsetContext());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onTime(long time) {
    metrics.changeRead(time);
  }

  /**
   * Tells of each captured table by itself, in the order of their names: those that upstream's
   * schema has no longer, once it has handled the statement.
   */
  @Override
  public void onDatabaseDropped(String sql, Runnable upstream) {
    MySqlDatabaseSchema schema = task.getDatabaseSchema();
    Set<TableId> gone = new TreeSet<>(schema.tableIds());
    upstream.run();
    gone.removeAll(schema.tableIds());
    MySqlOffsetContext place = task.getOffsetContext();
    try {
      for (TableId table : gone) {
        place.tableEvent(table.catalog(), Set.of(table), Instant.now());
        SchemaChangeEvent event =
            SchemaChangeEvent.of(
                SchemaChangeEventType.DATABASE,
                task.getMySqlPartition(),
                place,
                table.catalog(),
                null,
                sql,
                null,
                false);
        task.getDispatcher()
            .dispatchSchemaChangeEvent(
                task.getMySqlPartition(), table, receiver -> receiver.schemaChangeEvent(event));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onFailure(RuntimeException failure) {
    task.getErrorHandler().setProducerThrowable(failure);
  }

  @Override
  public void onConnected() {
    if (connected) {
      metrics.reconnected();
    }
    connected = true;
  }
}
