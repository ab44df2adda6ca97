package io.tideline.connector.files.sink;

import io.tideline.connector.files.commit.CommitLog;
import io.tideline.connector.files.commit.FileCommit;
import io.tideline.connector.files.commit.RunPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes finished files visible once the checkpoint that covers them is complete. What it is about
 * to make visible stands in the log before: there is no file that the log does not know.
 */
final class ChangeFilesCommitter implements Committer<FileCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFilesCommitter.class);
  private static final int WINDOW = 256;

  /** By directory: that of the table, and that of its dead letters. */
  private final Map<Path, FileStore> stores = new HashMap<>();

  private final WriteRetry retry;
  private final CommitLog log;
  private final Counter committed;
  private final Counter missing;
  private final Histogram latency;
  private final CommitMetrics done;

  /**
   * @param log null for none
   */
  ChangeFilesCommitter(WriteRetry retry, CommitLog log, MetricGroup metrics) {
    this.retry = retry;
    this.log = log;
    committed = metrics.counter("filesCommitted");
    missing = metrics.counter("filesMissing");
    latency = metrics.histogram("committedLatencyMs", new DescriptiveStatisticsHistogram(WINDOW));
    done = new CommitMetrics(metrics);
  }

  @Override
  public void commit(Collection<CommitRequest<FileCommittable>> requests) throws IOException {
    if (log != null) {
      note(requests);
    }
    for (CommitRequest<FileCommittable> request : requests) {
      FileCommittable file = request.getCommittable();
      switch (commit(file)) {
        case DONE:
          committed(file);
          break;
        case DONE_BEFORE:
          LOG.info("{} was committed before", file);
          request.signalAlreadyCommitted();
          break;
        default:
          // Trying again would not bring it back, and the job would never run again.
          missing.inc();
          LOG.error(
              "{} was to be committed, but neither it nor its data in progress exists: removed by somebody, or lost",
              file);
          request.signalAlreadyCommitted();
      }
    }
  }

  private void note(Collection<CommitRequest<FileCommittable>> requests) throws IOException {
    Map<RunPoint, List<FileCommit>> files = new LinkedHashMap<>();
    for (CommitRequest<FileCommittable> request : requests) {
      FileCommittable file = request.getCommittable();
      // A file that was finished before there was a log has none.
      file.point()
          .ifPresent(
              point ->
                  files
                      .computeIfAbsent(point, p -> new ArrayList<>())
                      .add(new FileCommit(point, file.path(), file.length(), file.rows())));
    }
    for (Map.Entry<RunPoint, List<FileCommit>> ofPoint : files.entrySet()) {
      log.add(ofPoint.getKey(), ofPoint.getValue());
    }
  }

  private FileStore.Commit commit(FileCommittable file) throws IOException {
    long start = System.nanoTime();
    FileStore.Commit result = store(file).commit(file);
    done.commitTook(System.nanoTime() - start);
    return result;
  }

  private FileStore store(FileCommittable file) throws IOException {
    Path directory = new Path(file.path()).getParent();
    FileStore store = stores.get(directory);
    if (store == null) {
      store = FileStore.of(directory, retry.counted(done.retries()));
      stores.put(directory, store);
    }
    return store;
  }

  private void committed(FileCommittable file) {
    committed.inc();
    done.committed(file);
    LOG.info("committed {}", file);
    if (file.oldestEventTime() != FileCommittable.NO_TIME) {
      latency.update(System.currentTimeMillis() - file.oldestEventTime());
    }
  }

  @Override
  public void close() {}
}
