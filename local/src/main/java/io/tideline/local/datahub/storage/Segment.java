package io.tideline.local.datahub.storage;

import io.tideline.local.datahub.protocol.ProtoReader;
import io.tideline.local.datahub.protocol.RecordBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file of a shard's log: batches of records with consecutive sequences from a first one. */
final class Segment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
  private static final int BATCH_BYTES = 32 * 1024;

  private final LogFile file;
  private final long base;
  private final SparseIndex index = new SparseIndex();
  private long next;
  private long lastTime = -1;
  private long size;

  private Segment(LogFile file, long base) {
    this.file = file;
    this.base = base;
    this.next = base;
  }

  static Segment create(Path directory, long base) throws IOException {
    return new Segment(new LogFile(directory.resolve(name(base))), base);
  }

  /**
   * Opens a segment of an earlier run.
   *
   * @param last whether it was being written to: then its batches are checked, and what follows the
   *     last whole one is cut off
   */
  static Segment open(Path path, boolean last) throws IOException {
    String name = path.getFileName().toString();
    Segment segment =
        new Segment(new LogFile(path), Long.parseLong(name.substring(0, name.indexOf('.'))));
    segment.load(last);
    return segment;
  }

  private static String name(long base) {
    return String.format("%020d.log", base);
  }

  private void load(boolean last) throws IOException {
    long length = file.size();
    BatchScan scan = new BatchScan(file, 0, length);
    for (BatchHeader header = scan.header(); header != null; header = scan.header()) {
      if (!header.follows(next)
          || !scan.isWhole()
          || last && !header.matches(scan.array(), scan.payload())) {
        break;
      }
      note(header, scan.position());
      scan.skip();
    }
    if (size == length) {
      return;
    }
    if (!last || isBatchAfter(size, length)) {
      throw damaged(file.path(), size, next);
    }
    LOG.warn(
        "{}: cut {} bytes at the end that are no whole write; newest sequence is {}",
        file.path(),
        length - size,
        next - 1);
    file.cut(size);
  }

  private static IOException damaged(Path path, long position, long sequence) {
    return new IOException(
        path
            + " is damaged at byte "
            + position
            + ": sequence "
            + sequence
            + " cannot be read, though later ones were written. Restore the file or delete the"
            + " topic's directory.");
  }

  /**
   * Whether a whole batch begins somewhere after this position: then what is there is no write that
   * was cut off by a kill, but an acknowledged one that was damaged.
   */
  private boolean isBatchAfter(long position, long length) throws IOException {
    byte[] rest = new byte[(int) (length - position)];
    file.read(position, rest, rest.length);
    for (int at = 1; at + BatchHeader.SIZE <= rest.length; at++) {
      BatchHeader header = BatchHeader.read(rest, at);
      int payload = at + BatchHeader.SIZE;
      if (header.follows(header.sequence())
          && header.sequence() > next
          && header.length() <= rest.length - payload
          && header.matches(rest, payload)) {
        return true;
      }
    }
    return false;
  }

  private void note(BatchHeader header, long position) {
    index.add(header.sequence(), header.time(), (int) position);
    next = header.nextSequence();
    lastTime = header.time();
    size = position + BatchHeader.SIZE + header.length();
  }

  /** Appends records in batches of about 32 KiB; after a failure the file is as it was before. */
  void append(RecordBatch records, long time, boolean force) throws IOException {
    long position = size;
    try {
      long sequence = next;
      int first = 0;
      BatchHeader[] headers = new BatchHeader[countBatches(records)];
      for (int i = 0; i < headers.length; i++) {
        int last = lastOfBatch(records, first);
        int from = records.start(first);
        int length = records.end(last) - from;
        int count = last - first + 1;
        headers[i] = BatchHeader.of(sequence, time, count, records.array(), from, length);
        file.append(headers[i].toBytes(), 0, BatchHeader.SIZE);
        file.append(records.array(), from, length);
        sequence += count;
        first = last + 1;
      }
      file.flush();
      if (force) {
        file.force();
      }
      for (BatchHeader header : headers) {
        note(header, size);
      }
    } catch (IOException | RuntimeException e) {
      file.cut(position);
      throw e;
    }
  }

  private static int countBatches(RecordBatch records) {
    int batches = 0;
    for (int first = 0; first < records.count(); batches++) {
      first = lastOfBatch(records, first) + 1;
    }
    return batches;
  }

  private static int lastOfBatch(RecordBatch records, int first) {
    int last = first;
    while (last + 1 < records.count()
        && records.end(last + 1) - records.start(first) <= BATCH_BYTES) {
      last++;
    }
    return last;
  }

  /** A scan that meets the batch of this sequence, over what is written by now. */
  BatchScan scanFrom(long sequence) {
    return new BatchScan(file, index.beforeSequence(sequence), size);
  }

  /** The first sequence whose system time is not before this one, or the next sequence. */
  long sequenceAt(long time) throws IOException {
    BatchScan scan = new BatchScan(file, index.beforeTime(time), size);
    for (BatchHeader header = scan.header(); header != null; header = scan.header()) {
      if (header.time() >= time) {
        return header.sequence();
      }
      scan.skip();
    }
    return next;
  }

  /** System time of one record. */
  long timeOf(long sequence) throws IOException {
    BatchScan scan = scanFrom(sequence);
    for (BatchHeader header = scan.header(); header != null; header = scan.header()) {
      if (header.nextSequence() > sequence) {
        return header.time();
      }
      scan.skip();
    }
    throw new IOException(file.path() + " does not hold sequence " + sequence);
  }

  /**
   * Hands on the records of the scan from a sequence on, until one of the limits is reached; at
   * least one record is given whatever its size.
   */
  static int read(BatchScan scan, long from, int maxRecords, int maxBytes, RecordSink sink)
      throws IOException {
    int records = 0;
    long bytes = 0;
    for (BatchHeader header = scan.header();
        header != null && records < maxRecords && bytes < maxBytes;
        header = scan.header()) {
      if (header.nextSequence() > from) {
        int start = scan.payload();
        byte[] array = scan.array();
        if (!header.matches(array, start)) {
          throw damaged(scan.path(), scan.position(), header.sequence());
        }
        ProtoReader in = new ProtoReader(array, start, start + header.length());
        for (long sequence = header.sequence(); in.hasMore(); sequence++) {
          in.tag();
          int length = in.length();
          if (sequence >= from) {
            if (records == maxRecords || records > 0 && bytes + length > maxBytes) {
              return records;
            }
            sink.accept(sequence, header.time(), array, in.position(), length);
            records++;
            bytes += length;
          }
          in.advance(length);
        }
      }
      scan.skip();
    }
    return records;
  }

  long base() {
    return base;
  }

  long next() {
    return next;
  }

  /** System time of the newest record, or -1 without records. */
  long lastTime() {
    return lastTime;
  }

  long size() {
    return size;
  }

  void delete() throws IOException {
    close();
    Files.deleteIfExists(file.path());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
