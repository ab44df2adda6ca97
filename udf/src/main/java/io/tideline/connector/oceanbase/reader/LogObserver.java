package io.tideline.connector.oceanbase.reader;

import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import io.debezium.connector.mysql.MySqlOffsetContext;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.tideline.connector.oceanbase.log.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.cdc.connectors.mysql.debezium.task.context.StatefulTaskContext;

/** Tells upstream's task what it does not see by itself, on the thread that reads the log. */
final class LogObserver implements LogClient.Observer {

  private final ReaderMetrics metrics;
  private volatile StatefulTaskContext task;

  /** Whether names that differ in case only are the same; upstream's name says the opposite. */
  private volatile boolean anyCase;

  private boolean connected;

  LogObserver(ReaderMetrics metrics) {
    this.metrics = metrics;
  }

  /** Before the log is read. */
  void observe(StatefulTaskContext task) {
    this.task = task;
    this.anyCase = task.getConnection().isTableIdCaseSensitive();
  }

  /** How far the log is read, in words. */
  String place() {
    return "position " + task.getOffsetContext().getOffset();
  }

  /** All events before were handled on this thread, so a heartbeat queued now comes after them. */
  @Override
  public void onIdle(boolean inTransaction) {
    try {
      if (!inTransaction) {
        // Now is how far the log is read; otherwise it is the time of the last event.
        task.getOffsetContext().databaseEvent(null, Instant.now());
      }
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
   * Tells of each captured table by itself, in the order of their names, before upstream moves on
   * to behind the statement.
   */
  @Override
  public void onDatabaseDropped(String sql, EventHeaderV4 event) {
    String database = Statement.droppedDatabase(sql);
    MySqlOffsetContext place = task.getOffsetContext();
    place.setEventPosition(event.getPosition(), event.getEventLength());
    try {
      for (TableId table : new TreeSet<>(task.getDatabaseSchema().tableIds())) {
        if (anyCase
            ? table.catalog().equalsIgnoreCase(database)
            : table.catalog().equals(database)) {
          tellDropped(table, sql, place);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellDropped(TableId table, String sql, MySqlOffsetContext place)
      throws InterruptedException {
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
