package io.tideline.connector.oceanbase.reader;

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
