package io.tideline.local.demo.verification;

import java.util.List;

/** The table that a person reads at the end, and the rows that differ. */
public final class VerificationReport {

  private static final String ROW = "%-14s %12s %12s %10s %12s %11s %9s  %s%n";

  private final List<TableResult> results;

  public VerificationReport(List<TableResult> results) {
    this.results = List.copyOf(results);
  }

  public boolean agrees() {
    return results.stream().allMatch(TableResult::agrees);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        ROW.formatted(
            "table", "in database", "rebuilt", "differing", "events", "duplicates", "missing", ""));
    for (TableResult result : results) {
      text.append(
          ROW.formatted(
              result.table().name(),
              grouped(result.rowsInDatabase()),
              grouped(result.rowsRebuilt()),
              grouped(result.differingRows()),
              grouped(result.events()),
              grouped(result.duplicates()),
              grouped(result.missing()),
              result.agrees() ? "ok" : "DIFFERS"));
    }
    results.forEach(result -> appendDifferences(text, result));
    return text.toString();
  }

  private static void appendDifferences(StringBuilder text, TableResult result) {
    if (result.unexpected() > 0) {
      text.append(
          "%s: %s events more than the database made%n"
              .formatted(result.table().name(), grouped(result.unexpected())));
    }
    result.differences().forEach(difference -> text.append("%s%n".formatted(difference)));
    long more = result.differingRows() - result.differences().size();
    if (more > 0) {
      text.append("%s: %s more rows differ%n".formatted(result.table().name(), grouped(more)));
    }
  }

  private static String grouped(long number) {
    return String.format("%,d", number);
  }
}
