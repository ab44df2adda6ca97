package io.tideline.verify.compare;

import io.tideline.verify.files.History;
import java.util.List;
import java.util.Map;

/**
 * What the comparison of a table found.
 *
 * @param files the table of files
 * @param source the table in the database
 * @param problem why it was not compared; null when it was
 * @param scope what was compared, and what not
 * @param rows how many there are
 * @param events what the files hold
 * @param samples of what is wrong, the first few
 * @param ranges that were compared, in order
 * @param settled whether the files had reached all that the database held, so that nothing that
 *     differs is in flight
 */
public record TableResult(
    String files,
    String source,
    String problem,
    Scope scope,
    Rows rows,
    Events events,
    Samples samples,
    List<DoneRange> ranges,
    boolean settled) {

  /**
   * What was compared.
   *
   * @param notCompared the other columns, and why
   * @param filesRead how many files there are
   * @param reached the greatest position in the files; null without any
   */
  public record Scope(
      List<String> columns, Map<String, String> notCompared, int filesRead, String reached) {}

  /**
   * @param differing rows missing, added or with another value
   */
  public record Rows(long inDatabase, long inFiles, long differing) {}

  /**
   * @param different events
   * @param duplicates rows in the files whose event is there already
   * @param gaps places where an event must be missing
   */
  public record Events(long different, long duplicates, long gaps) {}

  /**
   * @param doubledFiles whose every event is in other files, too
   */
  public record Samples(
      List<RowDifference> differences,
      List<History.Duplicate> duplicates,
      List<History.Gap> gaps,
      List<String> doubledFiles) {}

  /** Of a table that could not be compared. */
  public static TableResult failed(String files, String source, String problem) {
    return new TableResult(
        files,
        source,
        problem,
        new Scope(List.of(), Map.of(), 0, null),
        new Rows(0, 0, 0),
        new Events(0, 0, 0),
        new Samples(List.of(), List.of(), List.of(), List.of()),
        List.of(),
        true);
  }

  public boolean isCompared() {
    return problem == null;
  }

  /** Whether nothing is missing, nothing is there twice, and every row is the database's. */
  public boolean agrees() {
    return isCompared() && rows.differing() == 0 && events.duplicates() == 0 && events.gaps() == 0;
  }
}
