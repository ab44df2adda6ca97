package io.tideline.connector.files.sink;

import io.tideline.connector.files.format.RowEncoder;
import io.tideline.connector.files.manifest.FileContent;
import io.tideline.connector.files.manifest.RowHours;
import io.tideline.connector.files.sink.OpenFileState.Progress;
import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.table.data.RowData;

/** A file in the making. It stays open over checkpoints and is invisible until it is committed. */
final class OpenFile {

  private final FileStore store;
  private final Path path;
  private final long openedAt;
  private final RecoverableFsDataOutputStream stream;
  private final RetryingOutput out;
  private RowEncoder encoder;
  private RowHours hours = new RowHours();
  private long rows;
  private long oldestEventTime = FileCommittable.NO_TIME;
  private boolean finished;

  private OpenFile(FileStore store, Path path, long openedAt, RecoverableFsDataOutputStream stream)
      throws IOException {
    this.store = store;
    this.path = path;
    this.openedAt = openedAt;
    this.stream = stream;
    this.out = new RetryingOutput(stream, store.retry(), path.toString());
  }

  static OpenFile create(FileStore store, FileTable table, Path path, long openedAt)
      throws IOException {
    OpenFile file = new OpenFile(store, path, openedAt, store.create(path));
    file.encoder = table.format().create(file.out);
    return file;
  }

  static OpenFile resume(FileStore store, FileTable table, OpenFileState state) throws IOException {
    Progress progress = state.progress();
    OpenFile file =
        new OpenFile(store, new Path(state.path()), progress.openedAt(), store.resume(state));
    file.out.resumeSum(progress.content().sum());
    file.encoder = table.format().resume(file.out, state.encoder(), file.out.position());
    file.hours = progress.content().hours().copy();
    file.rows = progress.rows();
    file.oldestEventTime = progress.oldestEventTime();
    return file;
  }

  /**
   * Goes on under another name with a file that was completed after its state was kept, and taken
   * back: its beginning is what was written until then.
   */
  static OpenFile resumeCopy(
      FileStore store, FileTable table, OpenFileState state, Path taken, Path path)
      throws IOException {
    Progress progress = state.progress();
    OpenFile file = new OpenFile(store, path, progress.openedAt(), store.create(path));
    store.copy(taken, progress.length(), file.out);
    file.encoder = table.format().resume(file.out, state.encoder(), file.out.position());
    file.hours = progress.content().hours().copy();
    file.rows = progress.rows();
    file.oldestEventTime = progress.oldestEventTime();
    return file;
  }

  /**
   * @param eventTime in milliseconds since the epoch, or {@link FileCommittable#NO_TIME}
   */
  void write(RowData row, long eventTime) throws IOException {
    encoder.write(row);
    rows++;
    if (eventTime != FileCommittable.NO_TIME) {
      hours.add(eventTime);
      if (oldestEventTime == FileCommittable.NO_TIME || eventTime < oldestEventTime) {
        oldestEventTime = eventTime;
      }
    }
  }

  /** Whether it has rows of an hour before this one, counted from the epoch. */
  boolean hasRowsBefore(long hour) {
    return hours.hasBefore(hour);
  }

  long size() {
    return encoder.size();
  }

  long rows() {
    return rows;
  }

  long openedAt() {
    return openedAt;
  }

  /** Makes what was written so far durable. */
  OpenFileState suspend(String layout) throws IOException {
    byte[] encoderState = encoder.suspend();
    byte[] handle = store.persist(stream, path);
    return new OpenFileState(
        path.toString(),
        layout,
        new Progress(
            openedAt,
            rows,
            oldestEventTime,
            out.position(),
            new FileContent(out.sum(), hours.copy())),
        handle,
        encoderState);
  }

  /** Completes the file; what remains is to commit it. */
  FileCommittable finish() throws IOException {
    finished = true;
    encoder.finish();
    byte[] handle = store.close(stream, path);
    return new FileCommittable(
        path.toString(),
        out.position(),
        rows,
        oldestEventTime,
        handle,
        new FileContent(out.sum(), hours));
  }

  boolean isFinished() {
    return finished;
  }

  /** Lets go of the file without completing it. */
  void abandon() throws IOException {
    stream.close();
  }
}
