package io.tideline.connector.recovery;

import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/** What a task tells of itself after each of its starts. */
enum TaskEvent implements OperatorEvent {
  RUNS,
  FIRST_RECORD
}
