package io.tideline.connector.datahub.sink;

import io.tideline.connector.files.sink.FileCommittable;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;

/** Of a sink that writes no dead letters: it refuses those of an earlier start. */
final class NoLettersCommitter implements Committer<FileCommittable> {

  static final String MEND =
      "the checkpoint holds dead letters, but option 'deadLetterPath' is not set any more; set it, or stop"
          + " the job with --drain before taking it away";

  @Override
  public void commit(Collection<CommitRequest<FileCommittable>> requests) {
    if (!requests.isEmpty()) {
      throw new IllegalStateException(MEND);
    }
  }

  @Override
  public void close() {}
}
