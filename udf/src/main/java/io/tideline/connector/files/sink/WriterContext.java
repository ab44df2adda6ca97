package io.tideline.connector.files.sink;

import org.apache.flink.api.common.operators.ProcessingTimeService;

/** What a writer has from the task it runs in. */
final class WriterContext {

  private final int subtask;
  private final ProcessingTimeService time;
  private final WriterMetrics metrics;

  WriterContext(int subtask, ProcessingTimeService time, WriterMetrics metrics) {
    this.subtask = subtask;
    this.time = time;
    this.metrics = metrics;
  }

  int subtask() {
    return subtask;
  }

  ProcessingTimeService time() {
    return time;
  }

  WriterMetrics metrics() {
    return metrics;
  }
}
