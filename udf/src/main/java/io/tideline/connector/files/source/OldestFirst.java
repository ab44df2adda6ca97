package io.tideline.connector.files.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/**
 * Hands out the file first that was finished first. So one reader sees the files of a writer in the
 * order in which they were written, and with it the changes of a key.
 */
public final class OldestFirst implements FileSplitAssigner {

  private static final Comparator<FileSourceSplit> AGE =
      Comparator.comparingLong(FileSourceSplit::fileModificationTime)
          .thenComparing(split -> split.path().getName().length())
          .thenComparing(split -> split.path().toString());

  private final PriorityQueue<FileSourceSplit> splits = new PriorityQueue<>(AGE);

  public OldestFirst(Collection<FileSourceSplit> splits) {
    this.splits.addAll(splits);
  }

  @Override
  public Optional<FileSourceSplit> getNext(String host) {
    return Optional.ofNullable(splits.poll());
  }

  @Override
  public void addSplits(Collection<FileSourceSplit> more) {
    splits.addAll(more);
  }

  @Override
  public Collection<FileSourceSplit> remainingSplits() {
    return List.copyOf(splits);
  }
}
