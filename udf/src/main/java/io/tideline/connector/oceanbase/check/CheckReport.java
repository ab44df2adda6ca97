package io.tideline.connector.oceanbase.check;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with a database, all of it at once, each with what mends it. */
class CheckReport {

  private static final Logger LOG = LoggerFactory.getLogger(CheckReport.class);

  private final String database;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param database host and port
   */
  CheckReport(String database) {
    this.database = database;
  }

  /** As it should be; only a person who asks wants to hear of it. */
  void passed(String what) {}

  /** Capture would lose or blur changes, or not run at all. */
  void problem(String what, String mend) {
    problems.add(what + "; " + mend);
  }

  /** Capture runs, within limits. */
  void warning(String what, String mend) {
    LOG.warn("{}: {}; {}", database, what, mend);
  }

  void throwProblems() {
    if (!problems.isEmpty()) {
      throw new DatabaseNotReadyException(
          String.format(
              "the database at %s cannot be captured as it is:%n  - %s",
              database, String.join(String.format("%n  - "), problems)));
    }
  }
}
