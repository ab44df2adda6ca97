package io.tideline.connector.files.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes finished files visible once the checkpoint that covers them is complete. */
final class ChangeFilesCommitter implements Committer<FileCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFilesCommitter.class);
  private static final int WINDOW = 256;

  /** By directory: that of the table, and that of its dead letters. */
  private final Map<Path, FileStore> stores = new HashMap<>();

  private final WriteRetry retry;
  private final Counter committed;
  private final Counter missing;
  private final Histogram latency;

  ChangeFilesCommitter(WriteRetry retry, MetricGroup metrics) {
    this.retry = retry;
    committed = metrics.counter("filesCommitted");
    missing = metrics.counter("filesMissing");
    latency = metrics.histogram("committedLatencyMs", new DescriptiveStatisticsHistogram(WINDOW));
  }

  @Override
  public void commit(Collection<CommitRequest<FileCommittable>> requests) throws IOException {
    for (CommitRequest<FileCommittable> request : requests) {
      FileCommittable file = request.getCommittable();
      switch (store(file).commit(file)) {
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

  private FileStore store(FileCommittable file) throws IOException {
    Path directory = new Path(file.path()).getParent();
    FileStore store = stores.get(directory);
    if (store == null) {
      store = FileStore.of(directory, retry);
      stores.put(directory, store);
    }
    return store;
  }

  private void committed(FileCommittable file) {
    committed.inc();
    LOG.info("committed {}", file);
    if (file.oldestEventTime() != FileCommittable.NO_TIME) {
      latency.update(System.currentTimeMillis() - file.oldestEventTime());
    }
  }

  @Override
  public void close() {}
}
