package io.tideline.local.demo.verification;

import java.util.List;

/**
 * What the comparison of one table found.
 *
 * @param rowsInDatabase the rows that there should be
 * @param rowsRebuilt the rows that the files give
 * @param differingRows rows missing, added or with another value
 * @param events the distinct events in the files
 * @param expectedEvents the events that should be there
 * @param duplicates rows in the files whose event is there already
 * @param differences the first few differing rows
 */
public record TableResult(
    CheckedTable table,
    long rowsInDatabase,
    long rowsRebuilt,
    long differingRows,
    long events,
    long expectedEvents,
    long duplicates,
    List<Difference> differences) {

  /** Events that should be in the files and are not. */
  public long missing() {
    return Math.max(0, expectedEvents - events);
  }

  /** Events in the files that nothing in the database accounts for. */
  public long unexpected() {
    return Math.max(0, events - expectedEvents);
  }

  public boolean agrees() {
    return rowsInDatabase == rowsRebuilt
        && differingRows == 0
        && events == expectedEvents
        && duplicates == 0;
  }
}
