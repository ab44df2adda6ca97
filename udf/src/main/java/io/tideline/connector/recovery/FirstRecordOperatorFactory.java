package io.tideline.connector.recovery;

import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator in the tasks and its coordinator on the JobManager. */
final class FirstRecordOperatorFactory<T> extends AbstractStreamOperatorFactory<T>
    implements OneInputStreamOperatorFactory<T, T>, CoordinatedOperatorFactory<T> {

  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("unchecked")
  public <O extends StreamOperator<T>> O createStreamOperator(
      StreamOperatorParameters<T> parameters) {
    OperatorID id = parameters.getStreamConfig().getOperatorID();
    FirstRecordOperator<T> operator =
        new FirstRecordOperator<>(
            parameters.getOperatorEventDispatcher().getOperatorEventGateway(id));
    operator.setup(
        parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    operator.setProcessingTimeService(processingTimeService);
    return (O) operator;
  }

  @Override
  public OperatorCoordinator.Provider getCoordinatorProvider(String operatorName, OperatorID id) {
    return new RecoveryCoordinator.Provider(operatorName, id);
  }

  @Override
  public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader classLoader) {
    return classOf();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Class<? extends StreamOperator<?>> classOf() {
    return (Class) FirstRecordOperator.class;
  }
}
