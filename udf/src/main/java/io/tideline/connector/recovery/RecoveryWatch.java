package io.tideline.connector.recovery;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Times how long a job takes to come back after a failure: from when the JobManager knows of it to
 * the first record that the source passes on afterwards. It is logged on the JobManager, and a
 * metric of the operator's coordinator there.
 *
 * <p>What is not seen from here: how long a failure went unnoticed (a lost TaskManager: the
 * heartbeat's timeout), and the loss of the JobManager itself, with which the coordinator ends.
 */
public final class RecoveryWatch {

  private RecoveryWatch() {}

  /**
   * @param source passed on as it is, in the same task
   * @param uid of the operator
   */
  public static <T> DataStream<T> of(DataStream<T> source, String uid) {
    SingleOutputStreamOperator<T> watched =
        source.transform(uid, source.getType(), new FirstRecordOperatorFactory<T>()).uid(uid);
    return watched.getParallelism() == source.getParallelism()
        ? watched
        : watched.setParallelism(source.getParallelism());
  }
}
