package io.tideline.connector.files.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/** A clock that moves when the test says so, and fires the timers that it passes. */
final class TestTime implements ProcessingTimeService {

  private final List<Timer> timers = new ArrayList<>();
  private long now;

  TestTime(long now) {
    this.now = now;
  }

  @Override
  public long getCurrentProcessingTime() {
    return now;
  }

  @Override
  public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback callback) {
    Timer timer = new Timer(time, callback);
    timers.add(timer);
    return timer;
  }

  void advance(Duration duration) throws Exception {
    now += duration.toMillis();
    List<Timer> due = new ArrayList<>();
    timers.stream().filter(timer -> timer.time <= now).forEach(due::add);
    timers.removeAll(due);
    due.sort(Comparator.comparingLong(timer -> timer.time));
    for (Timer timer : due) {
      if (!timer.isCancelled()) {
        timer.callback.onProcessingTime(timer.time);
      }
    }
  }

  /** What a crash does to timers. */
  void forgetTimers() {
    timers.clear();
  }

  private static final class Timer extends CompletableFuture<Object>
      implements ScheduledFuture<Object> {

    private final long time;
    private final ProcessingTimeCallback callback;

    Timer(long time, ProcessingTimeCallback callback) {
      this.time = time;
      this.callback = callback;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(time, TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
    }
  }
}
