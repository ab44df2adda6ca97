package io.tideline.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the time, and the processor time of this process and of the servers, between two records:
 * one when everything has warmed up and all buffers are full, and one some hundred thousand later.
 */
final class Meter implements AutoCloseable {

  /** A job runs in this JVM, but its functions are copies. */
  private static final Map<String, Meter> METERS = new ConcurrentHashMap<>();

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  static final long TIMEOUT_SECONDS = 180;

  private final String id = UUID.randomUUID().toString();
  private final List<ProcessHandle> servers;
  private final long from;
  private final long to;
  private final AtomicLong count = new AtomicLong();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Mark start;
  private volatile Mark end;

  private record Mark(long records, long nanos, long clientNanos, long serverNanos) {}

  Meter(List<ProcessHandle> servers, long from, long to) {
    this.servers = servers;
    this.from = from;
    this.to = to;
    METERS.put(id, this);
  }

  static Meter of(String id) {
    return METERS.get(id);
  }

  String id() {
    return id;
  }

  /** So many more records have passed. May be called from several threads. */
  void add(int records) {
    long before = count.getAndAdd(records);
    long after = before + records;
    if (before < from && after >= from) {
      start = mark(after);
    }
    if (before < to && after >= to) {
      end = mark(after);
      done.countDown();
    }
  }

  boolean isDone() {
    return end != null;
  }

  private Mark mark(long records) {
    return new Mark(
        records,
        System.nanoTime(),
        SYSTEM.getProcessCpuTime(),
        servers.stream()
            .mapToLong(server -> server.info().totalCpuDuration().orElseThrow().toNanos())
            .sum());
  }

  /** Waits for the last record that counts. */
  Sample await() throws InterruptedException {
    if (!done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "only " + count + " of " + to + " records have passed in " + TIMEOUT_SECONDS + " s");
    }
    return new Sample(
        end.records - start.records,
        end.nanos - start.nanos,
        end.clientNanos - start.clientNanos,
        end.serverNanos - start.serverNanos);
  }

  @Override
  public void close() {
    METERS.remove(id);
  }
}
