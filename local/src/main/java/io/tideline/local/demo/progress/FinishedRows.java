package io.tideline.local.demo.progress;

import io.tideline.local.demo.verification.ChangeFiles;
import io.tideline.local.demo.verification.RowCount;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The rows in finished files; each file, as it never changes, is counted once. */
public final class FinishedRows {

  private final ChangeFiles files;
  private final Map<Path, Long> counted = new HashMap<>();
  private long rows;

  public FinishedRows(Path directory) {
    this.files = new ChangeFiles(directory);
  }

  public void refresh() throws IOException, SQLException {
    for (Path file : files.all()) {
      if (!counted.containsKey(file)) {
        long count = RowCount.of(file);
        counted.put(file, count);
        rows += count;
      }
    }
  }

  public long rows() {
    return rows;
  }

  public long files() {
    return counted.size();
  }
}
