package io.tideline.runner.plan;

import org.apache.flink.api.common.functions.Function;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;

/** Whether an operator keeps state, as far as its factory tells. */
final class OperatorState {

  private static final String FILE_WRITER = "StreamingFileWriter";

  private OperatorState() {}

  /** An operator with a uid may have been given it for its state. */
  static boolean mayBeKeptBy(StreamNode node) {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    return isKeyed(node)
        || node.getTransformationUID() != null
        || factory instanceof SourceOperatorFactory
        || factory instanceof AsyncWaitOperatorFactory
        || isWriter(factory)
        || node.getOperatorName().contains(FILE_WRITER)
        || (factory instanceof UdfStreamOperatorFactory<?> udf && isCheckpointed(udf));
  }

  static boolean isKeyed(StreamNode node) {
    return node.getStateKeySerializer() != null;
  }

  static boolean isSink(StreamNode node) {
    return isWriter(node.getOperatorFactory()) || node.getOperatorName().contains(FILE_WRITER);
  }

  private static boolean isWriter(StreamOperatorFactory<?> factory) {
    return factory instanceof SinkWriterOperatorFactory
        || factory instanceof CommitterOperatorFactory;
  }

  private static boolean isCheckpointed(UdfStreamOperatorFactory<?> factory) {
    Function function = factory.getUserFunction();
    return function instanceof CheckpointedFunction;
  }
}
