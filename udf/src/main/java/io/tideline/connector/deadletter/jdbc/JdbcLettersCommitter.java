package io.tideline.connector.deadletter.jdbc;

import io.tideline.connector.files.sink.WriteRetry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts the letters of completed checkpoints, a batch a transaction, over a connection that is
 * opened when there are letters: they are rare, and a database closes what is idle.
 */
final class JdbcLettersCommitter implements Committer<LetterBatch> {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLettersCommitter.class);

  private final LetterDatabase database;
  private final WriteRetry retry;

  private JdbcLettersCommitter(LetterDatabase database, WriteRetry retry) {
    this.database = database;
    this.retry = retry;
  }

  /**
   * Makes the table where it is missing: a wrong URL or password shows when the job starts, not
   * with the first letter.
   */
  static JdbcLettersCommitter open(LetterDatabase database, WriteRetry retry) throws IOException {
    retry.call(
        "making the " + database + " for dead letters",
        () -> {
          try (Connection connection = database.connect()) {
            database.createTable(connection);
            return null;
          } catch (SQLException e) {
            throw new IOException(e);
          }
        });
    return new JdbcLettersCommitter(database, retry);
  }

  @Override
  public void commit(Collection<CommitRequest<LetterBatch>> requests) throws IOException {
    for (CommitRequest<LetterBatch> request : requests) {
      LetterBatch batch = request.getCommittable();
      retry.call(
          "inserting " + batch.count() + " dead letters into the " + database,
          () -> {
            try (Connection connection = database.connect()) {
              insert(batch, connection);
              return null;
            } catch (SQLException e) {
              throw new IOException(e);
            }
          });
      LOG.info("inserted {} dead letters into the {}", batch.count(), database);
    }
  }

  private void insert(LetterBatch batch, Connection connection) throws SQLException, IOException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(LetterStatements.insert(database.table()))) {
      for (RowData letter : batch.letters()) {
        LetterStatements.set(insert, letter);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
  }

  @Override
  public void close() {}
}
