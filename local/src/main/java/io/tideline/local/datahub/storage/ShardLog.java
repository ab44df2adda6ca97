package io.tideline.local.datahub.storage;

import io.tideline.local.datahub.protocol.RecordBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The records of one shard on disk, numbered from 0. An append returns when the operating system
 * has the records (or, with {@code fsync}, the disk), so a killed process loses nothing it
 * acknowledged.
 */
public final class ShardLog implements AutoCloseable {
  private static final int SEGMENT_BYTES = 64 * 1024 * 1024;

  private final Path directory;
  private final boolean fsync;
  private final int segmentBytes;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final Traffic traffic = new Traffic();
  private boolean closed;

  private ShardLog(Path directory, boolean fsync, int segmentBytes) {
    this.directory = directory;
    this.fsync = fsync;
    this.segmentBytes = segmentBytes;
  }

  /** Opens the log in this directory, or makes it; a torn tail is cut with a line in the log. */
  public static ShardLog open(Path directory, boolean fsync) throws IOException {
    return open(directory, fsync, SEGMENT_BYTES);
  }

  /**
   * @param segmentBytes size from which on a new file is begun
   */
  static ShardLog open(Path directory, boolean fsync, int segmentBytes) throws IOException {
    Files.createDirectories(directory);
    ShardLog log = new ShardLog(directory, fsync, segmentBytes);
    List<Path> files;
    try (Stream<Path> paths = Files.list(directory)) {
      files = paths.filter(path -> path.toString().endsWith(".log")).sorted().toList();
    }
    for (int i = 0; i < files.size(); i++) {
      Segment segment = Segment.open(files.get(i), i == files.size() - 1);
      log.segments.put(segment.base(), segment);
    }
    if (files.isEmpty()) {
      log.roll(0);
    }
    return log;
  }

  /** Appends records and returns the sequence of the first. */
  public synchronized long append(RecordBatch records) throws IOException {
    if (closed) {
      throw new IOException("The log " + directory + " is closed.");
    }
    Segment active = active();
    if (active.size() >= segmentBytes) {
      roll(active.next());
      active = active();
    }
    long first = active.next();
    active.append(records, Math.max(System.currentTimeMillis(), newestTime()), fsync);
    traffic.in(records.count(), records.bytes());
    return first;
  }

  /**
   * Hands on records from a sequence that the log still has.
   *
   * @return number of records, 0 at the end of the log
   */
  public int read(long from, int maxRecords, int maxBytes, RecordSink sink) throws IOException {
    BatchScan scan;
    synchronized (this) {
      Map.Entry<Long, Segment> entry = segments.floorEntry(from);
      if (entry != null && from >= entry.getValue().next()) {
        entry = segments.higherEntry(entry.getKey());
      }
      if (entry == null || from >= entry.getValue().next()) {
        return 0;
      }
      scan = entry.getValue().scanFrom(from);
    }
    return Segment.read(scan, from, maxRecords, maxBytes, sink);
  }

  /** Counts what a client was sent of this log. */
  public void sent(int records, long bytes) {
    traffic.out(records, bytes);
  }

  /** What clients have put and got since the log was opened. */
  public Traffic.Totals traffic() {
    return traffic.totals();
  }

  /** The first sequence whose system time is not before this one; the next sequence if none. */
  public synchronized long sequenceAt(long time) throws IOException {
    for (Segment segment : segments.values()) {
      if (segment.lastTime() >= time) {
        return segment.sequenceAt(time);
      }
    }
    return nextSequence();
  }

  /** System time of a record of the log, in milliseconds. */
  public synchronized long timeOf(long sequence) throws IOException {
    return segments.floorEntry(sequence).getValue().timeOf(sequence);
  }

  public synchronized long oldestSequence() {
    return segments.firstKey();
  }

  /** The sequence that the next record will get; one more than the newest. */
  public synchronized long nextSequence() {
    return active().next();
  }

  /** System time of the newest record in milliseconds, or -1 without records. */
  public synchronized long newestTime() {
    long time = active().lastTime();
    Map.Entry<Long, Segment> before = segments.lowerEntry(segments.lastKey());
    return time >= 0 || before == null ? time : before.getValue().lastTime();
  }

  public synchronized long bytes() {
    return segments.values().stream().mapToLong(Segment::size).sum();
  }

  /** Removes the segments whose records are all older than this time. */
  public synchronized void expireBefore(long time) throws IOException {
    if (active().size() > 0 && active().lastTime() < time) {
      roll(active().next());
    }
    while (segments.size() > 1 && segments.firstEntry().getValue().lastTime() < time) {
      segments.pollFirstEntry().getValue().delete();
    }
  }

  private Segment active() {
    return segments.lastEntry().getValue();
  }

  private void roll(long base) throws IOException {
    segments.put(base, Segment.create(directory, base));
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (Segment segment : segments.values()) {
      segment.close();
    }
  }
}
