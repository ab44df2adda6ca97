package io.tideline.connector.changes;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.ChangeEventSerializer;
import io.tideline.connector.changes.raw.SerializedType;
import io.tideline.connector.datahub.DataHubConnectorOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.transformations.LegacySourceTransformation;

/**
 * 'changes' tables over events that a test makes: {@code 'connector' = 'hand-made-changes',
 * 'events' = 'name'}. Events can be added while the job runs; it ends after {@link #end}.
 */
final class HandMadeStream {

  static final ConfigOption<String> EVENTS =
      ConfigOptions.key("events").stringType().noDefaultValue();

  private static final Map<String, HandMadeStream> STREAMS = new ConcurrentHashMap<>();

  private final List<ChangeEvent> events = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  static HandMadeStream named(String name) {
    return STREAMS.computeIfAbsent(name, n -> new HandMadeStream());
  }

  HandMadeStream add(ChangeEvent... more) {
    events.addAll(List.of(more));
    return this;
  }

  void end() {
    ended = true;
  }

  /** The factory under test, with its source exchanged. */
  public static final class Factory extends ChangesDynamicTableFactory {

    @Override
    public String factoryIdentifier() {
      return "hand-made-changes";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
      return Set.of(ChangesConnectorOptions.STREAM, EVENTS);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
      Set<ConfigOption<?>> options = new HashSet<>(super.optionalOptions());
      options.removeAll(DataHubConnectorOptions.sourceOptions());
      return options;
    }

    @Override
    StreamSource source(ReadableConfig options, boolean bounded) {
      return new Source(options.get(EVENTS), bounded);
    }
  }

  private static final class Source implements StreamSource {
    private final String name;
    private final boolean bounded;

    Source(String name, boolean bounded) {
      this.name = name;
      this.bounded = bounded;
    }

    @Override
    public boolean isBounded() {
      return bounded;
    }

    @Override
    public DataStream<ChangeEvent> open(StreamExecutionEnvironment environment, String uid) {
      DataStream<ChangeEvent> events =
          environment
              .addSource(
                  new Reader(name),
                  uid,
                  SerializedType.of(ChangeEvent.class, ChangeEventSerializer.INSTANCE))
              .uid(uid);
      if (bounded) {
        ((LegacySourceTransformation<?>) events.getTransformation())
            .setBoundedness(Boundedness.BOUNDED);
      }
      return events;
    }
  }

  /** Its place is in the checkpoint. */
  private static final class Reader implements SourceFunction<ChangeEvent>, CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final String name;
    private transient ListState<Integer> offset;
    private int next;
    private volatile boolean cancelled;

    Reader(String name) {
      this.name = name;
    }

    @Override
    public void run(SourceContext<ChangeEvent> context) throws Exception {
      HandMadeStream stream = named(name);
      while (!cancelled) {
        boolean last = stream.ended;
        synchronized (context.getCheckpointLock()) {
          while (next < stream.events.size()) {
            context.collect(stream.events.get(next++));
          }
        }
        if (last) {
          return;
        }
        Thread.sleep(5);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      offset =
          context
              .getOperatorStateStore()
              .getListState(new ListStateDescriptor<>("offset", Integer.class));
      for (Integer value : offset.get()) {
        next = value;
      }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
      offset.update(List.of(next));
    }
  }
}
