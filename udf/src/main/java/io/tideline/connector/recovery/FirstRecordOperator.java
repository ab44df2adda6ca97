package io.tideline.connector.recovery;

import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Tells its coordinator that it runs, and once that a record has passed. */
final class FirstRecordOperator<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {

  private static final long serialVersionUID = 1L;

  private final transient OperatorEventGateway coordinator;
  private transient boolean passed;

  FirstRecordOperator(OperatorEventGateway coordinator) {
    this.coordinator = coordinator;
  }

  @Override
  public void open() throws Exception {
    super.open();
    coordinator.sendEventToCoordinator(TaskEvent.RUNS);
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    if (!passed) {
      passed = true;
      coordinator.sendEventToCoordinator(TaskEvent.FIRST_RECORD);
    }
    output.collect(element);
  }
}
