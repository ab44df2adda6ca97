package io.tideline.connector.files.sink;

import org.apache.flink.api.common.operators.ProcessingTimeService;

/** What a writer has from the task it runs in. */
final class WriterContext {

  private final int subtask;
  private final int parallelism;
  private final ProcessingTimeService time;
  private final WriterMetrics metrics;

  /**
   * @param parallelism the number of writers that run
   */
  WriterContext(int subtask, int parallelism, ProcessingTimeService time, WriterMetrics metrics) {
    this.subtask = subtask;
    this.parallelism = parallelism;
    this.time = time;
    this.metrics = metrics;
  }

  int subtask() {
    return subtask;
  }

  int parallelism() {
    return parallelism;
  }

  ProcessingTimeService time() {
    return time;
  }

  WriterMetrics metrics() {
    return metrics;
  }
}
