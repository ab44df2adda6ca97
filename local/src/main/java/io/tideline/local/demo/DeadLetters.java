package io.tideline.local.demo;

import io.tideline.local.demo.progress.FinishedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The events that could not be delivered. */
final class DeadLetters {

  private DeadLetters() {}

  static long in(Path directory) throws IOException, SQLException {
    FinishedRows letters = new FinishedRows(directory);
    letters.refresh();
    return letters.rows();
  }
}
