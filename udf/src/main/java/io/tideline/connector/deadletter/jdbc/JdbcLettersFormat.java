package io.tideline.connector.deadletter.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.flink.api.common.io.GenericInputFormat;
import org.apache.flink.api.common.io.NonParallelInput;
import org.apache.flink.core.io.GenericInputSplit;
import org.apache.flink.table.data.RowData;

/** Reads a table of dead letters from its first row to its last. */
final class JdbcLettersFormat extends GenericInputFormat<RowData> implements NonParallelInput {

  /** How a MySQL driver is told to hand on rows as they come, instead of all at once. */
  private static final int ROW_BY_ROW = Integer.MIN_VALUE;

  private static final long serialVersionUID = 1L;

  private final LetterDatabase database;
  private transient Connection connection;
  private transient Statement statement;
  private transient ResultSet result;
  private transient boolean hasRow;

  JdbcLettersFormat(LetterDatabase database) {
    this.database = database;
  }

  @Override
  public void open(GenericInputSplit split) throws IOException {
    super.open(split);
    try {
      connection = database.connect();
      database.createTable(connection);
      statement = connection.createStatement();
      statement.setFetchSize(ROW_BY_ROW);
      result = statement.executeQuery(LetterStatements.select(database.table()));
      hasRow = result.next();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean reachedEnd() {
    return !hasRow;
  }

  @Override
  public RowData nextRecord(RowData reuse) throws IOException {
    try {
      RowData letter = LetterStatements.get(result);
      hasRow = result.next();
      return letter;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (connection != null) {
        // Its statement and result end with it.
        connection.close();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private IOException failure(SQLException e) {
    return new IOException("cannot read the " + database + ": " + e.getMessage(), e);
  }
}
