package io.tideline.connector.oceanbase.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How fast a snapshot is read, by a clock that only the test moves. */
class SnapshotPaceTest {

  private final AtomicLong clock = new AtomicLong(-5);

  @Test
  void theFirstChunkDoesNotWaitAndTheNextWaitsForItsRows() {
    SnapshotPace pace = new SnapshotPace(100, clock::get);
    assertThat(pace.ahead()).isZero();
    pace.begin();
    pace.read(150);
    pace.read(50);
    assertThat(pace.ahead()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    clock.addAndGet(TimeUnit.SECONDS.toNanos(2) - 1);
    assertThat(pace.ahead()).isEqualTo(1);
    clock.addAndGet(1);
    assertThat(pace.ahead()).isZero();
  }

  @Test
  void aSlowChunkIsNotHeldUpFurther() {
    SnapshotPace pace = new SnapshotPace(100, clock::get);
    pace.begin();
    clock.addAndGet(TimeUnit.SECONDS.toNanos(3));
    pace.read(200);
    assertThat(pace.ahead()).isZero();
  }

  @Test
  void withoutALimitNothingWaits() {
    SnapshotPace pace = new SnapshotPace(ReaderOptions.UNLIMITED, clock::get);
    pace.begin();
    pace.read(Integer.MAX_VALUE);
    assertThat(pace.ahead()).isZero();
  }

  @Property
  void noMoreRowsThanAllowedAreReadBeforeAChunkIsBegun(
      @ForAll @IntRange(min = 1, max = 100_000) int rowsPerSecond,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 10_000) Integer> chunks) {
    AtomicLong now = new AtomicLong();
    SnapshotPace pace = new SnapshotPace(rowsPerSecond, now::get);
    long rows = 0;
    for (int chunk : chunks) {
      now.addAndGet(pace.ahead());
      assertThat(rows).isLessThanOrEqualTo((long) (now.get() * 1e-9 * rowsPerSecond) + 1);
      pace.begin();
      pace.read(chunk);
      rows += chunk;
    }
  }

  @Test
  void whoWaitsIsWokenUp() throws Exception {
    SnapshotPace pace = new SnapshotPace(1, clock::get);
    pace.begin();
    pace.read(1_000_000);
    AtomicReference<Thread> waiting = new AtomicReference<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<Boolean> mayGoOn =
          CompletableFuture.supplyAsync(
              () -> {
                waiting.set(Thread.currentThread());
                try {
                  return pace.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              thread);
      await()
          .until(
              () ->
                  waiting.get() != null && waiting.get().getState() == Thread.State.TIMED_WAITING);
      pace.wakeUp();
      assertThat(mayGoOn.get(1, TimeUnit.MINUTES)).isFalse();
      clock.addAndGet(TimeUnit.SECONDS.toNanos(1_000_000));
      assertThat(pace.await()).isTrue();
    } finally {
      thread.shutdownNow();
    }
  }
}
