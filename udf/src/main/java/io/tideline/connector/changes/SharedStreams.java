package io.tideline.connector.changes;

import io.tideline.connector.changes.count.CountOperator;
import io.tideline.connector.changes.gate.GateMode;
import io.tideline.connector.changes.gate.GateOperator;
import io.tideline.connector.changes.gate.StreamOutputs;
import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.KeyHash;
import io.tideline.connector.changes.raw.KeyHashSerializer;
import io.tideline.connector.changes.raw.SerializedType;
import io.tideline.connector.recovery.RecoveryWatch;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The streams of each statement set. The planner makes an environment of its own for every
 * translation, so its identity stands for the statement set, and the tables that come with the same
 * one share a source and a gate.
 */
final class SharedStreams {

  /**
   * Both sides weak: a stream holds its environment. It lives as long as the transformations do,
   * because its gate's outputs hold it.
   */
  private static final Map<StreamExecutionEnvironment, Map<String, WeakReference<SharedStream>>>
      STREAMS = new WeakHashMap<>();

  private SharedStreams() {}

  /**
   * The stream of that name, made at the first call.
   *
   * @throws org.apache.flink.table.api.ValidationException when a table before asked for it with
   *     other options
   */
  static synchronized SharedStream of(
      StreamExecutionEnvironment environment, StreamSpec spec, String table) {
    Map<String, WeakReference<SharedStream>> streams =
        STREAMS.computeIfAbsent(environment, e -> new HashMap<>());
    WeakReference<SharedStream> known = streams.get(spec.name());
    SharedStream stream = known == null ? null : known.get();
    if (stream == null) {
      stream = open(environment, spec, table);
      streams.put(spec.name(), new WeakReference<>(stream));
    } else {
      stream.checkSame(spec, table);
    }
    return stream;
  }

  private static SharedStream open(
      StreamExecutionEnvironment environment, StreamSpec spec, String table) {
    String uid = "changes-" + spec.name();
    StreamOutputs outputs = new StreamOutputs(spec.name(), spec.gate());
    KeyedStream<ChangeEvent, KeyHash> events =
        count(source(environment, spec, uid), uid + "-count")
            .keyBy(
                ChangeEvent::key, SerializedType.ofKey(KeyHash.class, KeyHashSerializer.INSTANCE));
    // A keyed operator of a batch job gets its input sorted by key, by a sort that does not keep
    // the order of equal keys. So there the gate is not keyed, only its input is partitioned.
    DataStream<ChangeEvent> partitioned =
        spec.gate().mode() == GateMode.CHECKPOINTED
            ? events
            : new DataStream<>(environment, events.getTransformation());
    SingleOutputStreamOperator<Void> gate =
        partitioned
            .transform(uid + "-gate", Types.VOID, new GateOperator(outputs))
            .uid(uid + "-gate");
    SharedStream stream = new SharedStream(spec, table, gate, outputs);
    outputs.holdOnTo(stream);
    return stream;
  }

  private static DataStream<ChangeEvent> source(
      StreamExecutionEnvironment environment, StreamSpec spec, String uid) {
    DataStream<ChangeEvent> source = spec.source().open(environment, uid + "-source");
    return spec.source().isBounded() ? source : RecoveryWatch.of(source, uid + "-recovery");
  }

  /** With as many subtasks as the source, or the records of a shard would lose their order. */
  private static DataStream<ChangeEvent> count(DataStream<ChangeEvent> source, String uid) {
    SingleOutputStreamOperator<ChangeEvent> counted =
        source.transform(uid, source.getType(), new CountOperator()).uid(uid);
    return counted.getParallelism() == source.getParallelism()
        ? counted
        : counted.setParallelism(source.getParallelism());
  }
}
