package io.tideline.verify.report;

import io.tideline.verify.compare.RowDifference;
import io.tideline.verify.compare.TableResult;
import io.tideline.verify.files.History;
import java.util.List;
import java.util.Locale;

/** The table that a person reads at the end, and what is wrong, the first few of each. */
public final class TextReport {

  private static final String ROW = "%-24s %13s %13s %10s %13s %11s %6s  %s%n";

  private TextReport() {}

  public static String of(List<TableResult> results) {
    StringBuilder text = new StringBuilder();
    text.append(
        ROW.formatted(
            "table", "in database", "in files", "differing", "events", "duplicates", "gaps", ""));
    for (TableResult result : results) {
      text.append(
          ROW.formatted(
              result.source(),
              grouped(result.rows().inDatabase()),
              grouped(result.rows().inFiles()),
              grouped(result.rows().differing()),
              grouped(result.events().different()),
              grouped(result.events().duplicates()),
              grouped(result.events().gaps()),
              verdict(result)));
    }
    results.forEach(result -> append(text, result));
    return text.toString();
  }

  static String verdict(TableResult result) {
    return !result.isCompared() ? "NOT COMPARED" : result.agrees() ? "ok" : "DIFFERS";
  }

  private static void append(StringBuilder text, TableResult result) {
    if (!result.isCompared()) {
      line(text, result, result.problem());
      return;
    }
    result
        .scope()
        .notCompared()
        .forEach((column, why) -> line(text, result, column + " is not compared: " + why));
    for (RowDifference difference : result.samples().differences()) {
      line(text, result, words(difference));
    }
    more(text, result, result.rows().differing(), result.samples().differences().size(), "rows");
    for (String file : result.samples().doubledFiles()) {
      line(text, result, "every event of " + file + " is in another file, too");
    }
    for (History.Duplicate duplicate : result.samples().duplicates()) {
      line(
          text,
          result,
          "event %s is there %d times, in %s"
              .formatted(
                  duplicate.event(), duplicate.copies(), String.join(" and ", duplicate.files())));
    }
    for (History.Gap gap : result.samples().gaps()) {
      line(text, result, words(gap));
    }
    if (!result.settled()) {
      line(
          text,
          result,
          "the files had not reached all that the database held (their last position is "
              + result.scope().reached()
              + "); what differs may be on its way: give more time with --wait");
    }
  }

  static String words(History.Gap gap) {
    return "key %s: %s at %s follows %s, so an event between is missing"
        .formatted(
            String.join(", ", gap.key()),
            gap.op(),
            gap.position(),
            gap.before() == null ? "nothing" : gap.before());
  }

  static String words(RowDifference difference) {
    StringBuilder words = new StringBuilder();
    difference
        .key()
        .forEach(
            (column, value) ->
                words.append(words.isEmpty() ? "" : ", ").append(column).append('=').append(value));
    if (difference.values().isEmpty()) {
      return words.append(' ').append(difference.kind().words()).toString();
    }
    for (RowDifference.Value value : difference.values()) {
      words
          .append("; ")
          .append(value.column())
          .append(": ")
          .append(cut(value.inDatabase()))
          .append(" in the database, ")
          .append(cut(value.inFiles()))
          .append(" in the files");
    }
    return words.toString();
  }

  private static String cut(String value) {
    return value == null || value.length() <= 80 ? value : value.substring(0, 80) + "…";
  }

  private static void more(
      StringBuilder text, TableResult result, long all, int shown, String what) {
    if (all > shown) {
      line(text, result, grouped(all - shown) + " more " + what + " differ");
    }
  }

  private static void line(StringBuilder text, TableResult result, String words) {
    text.append(result.source()).append(": ").append(words).append(System.lineSeparator());
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
