package io.tideline.connector.deadletter.jdbc;

import io.tideline.connector.files.sink.WriteRetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;

/**
 * Writes dead letters into a table of a database, exactly once: those of a checkpoint are inserted
 * when it is complete, and one that is there already stays as it is. Until then they are in the
 * checkpoint.
 */
public final class JdbcLettersSink implements Sink<RowData>, SupportsCommitter<LetterBatch> {

  private static final long serialVersionUID = 1L;

  private final LetterDatabase database;
  private final WriteRetry retry;

  public JdbcLettersSink(LetterDatabase database, WriteRetry retry) {
    this.database = database;
    this.retry = retry;
  }

  @Override
  @Deprecated
  public SinkWriter<RowData> createWriter(InitContext context) {
    throw new UnsupportedOperationException("Flink calls createWriter(WriterInitContext)");
  }

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    return new Writer(context.metricGroup().counter("deadLetters"));
  }

  @Override
  public Committer<LetterBatch> createCommitter(CommitterInitContext context) throws IOException {
    return JdbcLettersCommitter.open(database, retry);
  }

  @Override
  public SimpleVersionedSerializer<LetterBatch> getCommittableSerializer() {
    return new LetterBatch.Serializer();
  }

  /** Gathers what comes between two checkpoints. */
  private static final class Writer implements CommittingSinkWriter<RowData, LetterBatch> {

    private final Counter deadLetters;
    private final LetterBatch.Builder current = new LetterBatch.Builder();
    private final List<LetterBatch> full = new ArrayList<>();

    Writer(Counter deadLetters) {
      this.deadLetters = deadLetters;
    }

    @Override
    public void write(RowData letter, Context context) throws IOException {
      current.add(letter);
      deadLetters.inc();
      if (current.isFull()) {
        full.add(current.build());
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing is on its way before its checkpoint.
    }

    @Override
    public Collection<LetterBatch> prepareCommit() {
      List<LetterBatch> ready = new ArrayList<>(full);
      if (!current.isEmpty()) {
        ready.add(current.build());
      }
      full.clear();
      return ready;
    }

    @Override
    public void close() {}
  }
}
