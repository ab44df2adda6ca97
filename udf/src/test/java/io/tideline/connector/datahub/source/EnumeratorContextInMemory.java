package io.tideline.connector.datahub.source;

import io.tideline.connector.datahub.source.split.ShardSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** What Flink gives an enumerator, with calls that are made when the test says so. */
public class EnumeratorContextInMemory implements SplitEnumeratorContext<ShardSplit> {

  private final int parallelism;
  private final Set<Integer> readers = new TreeSet<>();
  private final Queue<Runnable> calls = new ArrayDeque<>();
  private final List<Runnable> periodic = new ArrayList<>();
  private final Set<Integer> toldNoMore = new HashSet<>();

  public EnumeratorContextInMemory(int parallelism) {
    this.parallelism = parallelism;
  }

  public void register(int reader) {
    readers.add(reader);
  }

  public void unregister(int reader) {
    readers.remove(reader);
    toldNoMore.remove(reader);
  }

  public Set<Integer> toldNoMore() {
    return toldNoMore;
  }

  /** Makes the periodic calls once, and the others that wait. */
  public void makeCalls() {
    List.copyOf(periodic).forEach(Runnable::run);
    while (!calls.isEmpty()) {
      calls.remove().run();
    }
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    Map<Integer, ReaderInfo> infos = new TreeMap<>();
    readers.forEach(reader -> infos.put(reader, new ReaderInfo(reader, "here")));
    return infos;
  }

  /** To be overridden where assignments matter. */
  @Override
  public void assignSplits(SplitsAssignment<ShardSplit> assignment) {}

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {}

  @Override
  public void signalNoMoreSplits(int subtask) {
    toldNoMore.add(subtask);
  }

  @Override
  public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
    calls.add(() -> make(call, handler));
  }

  @Override
  public <T> void callAsync(
      Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
    periodic.add(() -> make(call, handler));
  }

  private static <T> void make(Callable<T> call, BiConsumer<T, Throwable> handler) {
    T result;
    try {
      result = call.call();
    } catch (Exception e) {
      handler.accept(null, e);
      return;
    }
    handler.accept(result, null);
  }

  @Override
  public void runInCoordinatorThread(Runnable action) {
    action.run();
  }

  @Override
  public void setIsProcessingBacklog(boolean processing) {
    throw new AssertionError("there is no backlog");
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }
}
