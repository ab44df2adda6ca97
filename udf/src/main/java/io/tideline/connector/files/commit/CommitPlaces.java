package io.tideline.connector.files.commit;

import java.io.Serializable;
import org.apache.flink.core.fs.Path;

/**
 * Where the notes about a table's files are, and the files that were taken back: beside the table's
 * directory, in directories that begin with an underscore, which readers of data pass over.
 */
public final class CommitPlaces implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String TAKEN_BACK = "_taken_back";

  /** A reader that takes all directories does not take such a file for data. */
  private static final String SUFFIX = ".taken-back";

  private final Path table;

  /**
   * @param table the directory of the table's files
   */
  public CommitPlaces(Path table) {
    // Without a slash at its end, which a path of a URI may have.
    this.table = new Path(table.toString());
  }

  Path log() {
    return beside("_commits");
  }

  /** Holds a directory for each run that took files back. */
  Path takenBack() {
    return beside(TAKEN_BACK);
  }

  /** The list of what a run took back. */
  Path list(String run) {
    return new Path(new Path(takenBack(), run), "list.json");
  }

  /** Where a run moves a file: the table's to beside the table, any other to beside itself. */
  Path aside(String run, Path file) {
    String within = table.getPath() + "/";
    String path = file.getPath();
    return path.startsWith(within)
        ? new Path(new Path(takenBack(), run), path.substring(within.length()) + SUFFIX)
        : new Path(new Path(new Path(file.getParent(), TAKEN_BACK), run), file.getName() + SUFFIX);
  }

  /**
   * @param directory begins with an underscore
   */
  private Path beside(String directory) {
    return new Path(new Path(table.getParent(), directory), table.getName());
  }
}
