package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.sink.Delivery.Refused;
import io.tideline.connector.files.sink.ChangeFilesWriter;
import io.tideline.connector.files.sink.FileCommittable;
import io.tideline.connector.files.sink.WriterState;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a writer's refused rows go: into files, or, without a directory, nowhere: they fail it. */
final class LetterWriter {

  private static final Logger LOG = LoggerFactory.getLogger(LetterWriter.class);

  private final TopicLetters letters;
  private final ChangeFilesWriter files;
  private final RecordEncoder encoder;
  private final RowKey key;
  private final Counter count;

  /**
   * @param letters null, as {@code files}, when the table names no directory
   * @param key names a row in errors
   */
  LetterWriter(
      TopicLetters letters,
      ChangeFilesWriter files,
      RecordEncoder encoder,
      RowKey key,
      Counter count) {
    this.letters = letters;
    this.files = files;
    this.encoder = encoder;
    this.key = key;
    this.count = count;
  }

  /**
   * @param now milliseconds since the epoch
   * @throws IOException naming the row when there is no place for it
   */
  void write(Refused refused, long shard, long now) throws IOException {
    if (files == null) {
      throw new IOException(
          String.format(
              "record (%s): %s; set option 'deadLetterPath' to a directory, and such rows become dead letters there"
                  + " while all others go on",
              key.describe(refused.row.row), refused.fault.getMessage()),
          refused.fault);
    }
    RowData row = refused.row.row;
    files.write(letters.letter(row, encoder.attributes(row), shard, refused.fault, now), null);
    count.inc();
    LOG.warn("A row for shard {} became a dead letter: {}", shard, refused.fault.getMessage());
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
