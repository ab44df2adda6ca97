package io.tideline.verify.report;

import io.tideline.verify.compare.DoneRange;
import io.tideline.verify.compare.RowDifference;
import io.tideline.verify.compare.TableResult;
import io.tideline.verify.files.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The report to look at: one page that needs nothing else and runs nothing. */
public final class HtmlReport {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  /** More cells than this are not looked at one by one; several ranges share one. */
  private static final int MOST_CELLS = 400;

  private final StringBuilder page = new StringBuilder(HEAD);

  private HtmlReport() {}

  public static void write(Report report, Path file) throws IOException {
    HtmlReport page = new HtmlReport();
    page.head(report);
    report.results().forEach(page::table);
    page.page.append("</main></html>\n");
    Files.writeString(file, page.page);
  }

  /** The text with markup made harmless. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
    return safe.toString();
  }

  private void head(Report report) {
    long rows = report.results().stream().mapToLong(r -> r.rows().inDatabase()).sum();
    long differing = report.results().stream().mapToLong(r -> r.rows().differing()).sum();
    Duration time = Duration.between(report.started(), report.finished());
    page.append(
        "<header class=\"%s\"><h1>%s</h1><p>%s and its files, %s, in %d s</p></header><main>\n"
            .formatted(
                report.agrees() ? "ok" : "bad",
                report.agrees() ? "All agrees" : "Not all agrees",
                text(report.database()),
                TIME.format(report.started()),
                time.toSeconds()));
    page.append("<section class=\"numbers\">");
    number("tables", report.results().size());
    number("rows compared", rows);
    number("rows that differ", differing);
    number("duplicates", report.results().stream().mapToLong(r -> r.events().duplicates()).sum());
    number("gaps", report.results().stream().mapToLong(r -> r.events().gaps()).sum());
    number("corrections sent", report.corrections());
    page.append("</section>\n");
    list("Files that were set aside", report.setAside());
  }

  private void number(String what, long number) {
    page.append(
        "<div><b>%s</b><span>%s</span></div>".formatted(TextReport.grouped(number), text(what)));
  }

  private void table(TableResult result) {
    String mark = result.agrees() ? "ok" : "bad";
    page.append(
        "<article><h2>%s <small>%s</small> <mark class=\"%s\">%s</mark></h2>\n"
            .formatted(
                text(result.source()),
                text(result.files()),
                mark,
                text(TextReport.verdict(result))));
    if (!result.isCompared()) {
      page.append("<p>%s</p></article>\n".formatted(text(result.problem())));
      return;
    }
    page.append(
        "<p>%s rows in the database, %s in %d files with %s events up to %s</p>\n"
            .formatted(
                TextReport.grouped(result.rows().inDatabase()),
                TextReport.grouped(result.rows().inFiles()),
                result.scope().filesRead(),
                TextReport.grouped(result.events().different()),
                text(String.valueOf(result.scope().reached()))));
    if (!result.settled()) {
      page.append(
          "<p class=\"warn\">The files had not reached all that the database held: what differs may"
              + " be on its way.</p>\n");
    }
    cells(result.ranges());
    differences(result);
    list("Files whose every event is in another file, too", result.samples().doubledFiles());
    list(
        "Events that are there more than once",
        result.samples().duplicates().stream()
            .map(d -> d.event() + " × " + d.copies() + ": " + String.join(", ", d.files()))
            .toList());
    list(
        "Places where an event is missing",
        result.samples().gaps().stream().map((History.Gap gap) -> TextReport.words(gap)).toList());
    page.append(
        "<details><summary>%d columns compared, %d not</summary><p>%s</p>"
            .formatted(
                result.scope().columns().size(),
                result.scope().notCompared().size(),
                text(String.join(", ", result.scope().columns()))));
    list(
        "Not compared",
        result.scope().notCompared().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .toList());
    page.append("</details></article>\n");
  }

  /** A cell a range, in the order of the key: where in a table the differences are. */
  private void cells(List<DoneRange> ranges) {
    int cells = Math.min(MOST_CELLS, ranges.size());
    page.append("<div class=\"ranges\">");
    for (int cell = 0; cell < cells; cell++) {
      List<DoneRange> some =
          ranges.subList(
              (int) ((long) cell * ranges.size() / cells),
              (int) ((long) (cell + 1) * ranges.size() / cells));
      boolean agrees = some.stream().allMatch(DoneRange::agrees);
      String label =
          some.get(0).label()
              + (some.size() > 1 ? " … " + some.get(some.size() - 1).label() : "")
              + ": "
              + TextReport.grouped(some.stream().mapToLong(DoneRange::inDatabase).sum())
              + " rows"
              + (agrees ? "" : ", differed at the first look");
      page.append(
          "<i class=\"%s\" title=\"%s\"></i>".formatted(agrees ? "ok" : "bad", text(label)));
    }
    page.append("</div>\n");
  }

  private void differences(TableResult result) {
    List<RowDifference> differences = result.samples().differences();
    if (differences.isEmpty()) {
      return;
    }
    page.append(
        "<h3>%s rows differ%s</h3><table><tr><th>key<th>column<th>in the database<th>in the files\n"
            .formatted(
                TextReport.grouped(result.rows().differing()),
                result.rows().differing() > differences.size()
                    ? "; the first " + differences.size()
                    : ""));
    for (RowDifference difference : differences) {
      String key = text(String.join(", ", difference.key().values()));
      if (difference.values().isEmpty()) {
        boolean missing = difference.kind() == RowDifference.Kind.NOT_IN_FILES;
        page.append(
            "<tr><td>%s<td>all<td>%s<td>%s\n"
                .formatted(
                    key,
                    missing ? "a row" : "<em>no row</em>",
                    missing ? "<em>no row</em>" : "a row"));
      }
      for (RowDifference.Value value : difference.values()) {
        page.append(
            "<tr><td>%s<td>%s<td><code>%s</code><td><code>%s</code>\n"
                .formatted(
                    key, text(value.column()), shown(value.inDatabase()), shown(value.inFiles())));
      }
    }
    page.append("</table>\n");
  }

  private static String shown(String value) {
    return value == null
        ? "<em>NULL</em>"
        : text(value.length() > 400 ? value.substring(0, 400) + "…" : value);
  }

  private void list(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    page.append("<h3>%s</h3><ul>".formatted(text(title)));
    lines.forEach(line -> page.append("<li>").append(text(line)).append('\n'));
    page.append("</ul>\n");
  }

  private static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>tideline verify</title>
      <style>
      :root{color-scheme:light dark;--good:#1a7f4b;--bad:#c0392b;--line:#8884;--soft:#8881}
      body{font:15px/1.5 system-ui,sans-serif;margin:0}
      header{padding:1.5rem 2rem;color:#fff}header.ok{background:var(--good)}header.bad{background:var(--bad)}
      h1{margin:0;font-size:1.7rem}header p{margin:.2rem 0 0;opacity:.9}
      main{padding:1rem 2rem 3rem;max-width:75rem}
      .numbers{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}
      .numbers div{background:var(--soft);border-radius:.5rem;padding:.6rem 1.1rem;min-width:7rem}
      .numbers b{display:block;font-size:1.4rem;font-variant-numeric:tabular-nums}.numbers span{opacity:.7}
      article{border-top:1px solid var(--line);padding-top:.5rem;margin-top:1.5rem}
      h2{font-size:1.2rem}h2 small{font-weight:400;opacity:.6}h3{font-size:1rem;margin:1rem 0 .3rem}
      mark{color:#fff;font-size:.75rem;padding:.15rem .5rem;border-radius:1rem;vertical-align:middle}
      .ok{background:var(--good)}.bad{background:var(--bad)}.warn{color:var(--bad)}
      .ranges{display:flex;flex-wrap:wrap;gap:2px}.ranges i{width:12px;height:18px;border-radius:2px}
      table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem;vertical-align:top;
      border-bottom:1px solid var(--line);overflow-wrap:anywhere}code{white-space:pre-wrap}em{opacity:.6}
      </style>
      """;
}
