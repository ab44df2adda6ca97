package io.tideline.connector.datahub.sink;

import io.tideline.connector.files.sink.ChangeFilesWriter;
import io.tideline.connector.files.sink.FileCommittable;
import io.tideline.connector.files.sink.WriterState;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a writer's refused rows go: into files, or, without a directory, nowhere: they fail it. */
final class LetterWriter {

  private static final Logger LOG = LoggerFactory.getLogger(LetterWriter.class);

  private final TopicLetters letters;
  private final ChangeFilesWriter files;
  private final RowKey key;
  private final Counter count;

  /**
   * @param letters null, as {@code files}, when the table names no directory
   * @param key names a row in errors
   */
  LetterWriter(TopicLetters letters, ChangeFilesWriter files, RowKey key, Counter count) {
    this.letters = letters;
    this.files = files;
    this.key = key;
    this.count = count;
  }

  /**
   * @param attributes of its record
   * @param fault why the row cannot be a record
   * @param now milliseconds since the epoch
   * @throws IOException naming the row when there is no place for it
   */
  void write(RowData row, Map<String, String> attributes, Exception fault, long shard, long now)
      throws IOException {
    if (files == null) {
      throw new IOException(
          String.format(
              "record (%s): %s; set option 'deadLetterPath' to a directory, and such rows become dead letters there"
                  + " while all others go on",
              key.describe(row), fault.getMessage()),
          fault);
    }
    files.write(letters.letter(row, attributes, shard, fault, now), null);
    count.inc();
    LOG.warn("A row for shard {} became a dead letter: {}", shard, fault.getMessage());
  }

  void flush(boolean endOfInput) throws IOException {
    if (files != null) {
      files.flush(endOfInput);
    }
  }

  Collection<FileCommittable> prepareCommit() {
    return files == null ? List.of() : files.prepareCommit();
  }

  List<WriterState> snapshot(long checkpointId) throws IOException {
    return files == null ? List.of() : files.snapshotState(checkpointId);
  }

  void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
