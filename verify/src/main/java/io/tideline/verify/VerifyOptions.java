package io.tideline.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is compared, and how. */
final class VerifyOptions {

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "A table, as the database (shop.orders) or the SQL of the files (files.orders) calls it."
              + " Repeatable. Default: every table that a route writes files of.")
  List<String> tables = new ArrayList<>();

  @Option(
      names = "--columns",
      paramLabel = "TABLE=COLUMN,…",
      description =
          "The columns of a table that are compared beside its key; needed where a route is more than"
              + " SELECT * FROM. Repeatable. Default: all that both sides have.")
  Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--ranges",
      paramLabel = "FILE|TEXT",
      description =
          "Only ranges of keys: a file with capture's log, or lines of it, that name chunks read a"
              + " second time, or shop.orders:100..200. A table whose key begins with no whole number is"
              + " compared as a whole.")
  String ranges;

  @Option(
      names = "--rows-per-second",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "How fast the database is read at most; 0: no limit. Default: ${DEFAULT-VALUE}.")
  long rowsPerSecond;

  @Option(
      names = "--rows-per-range",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Rows that one query of the database reads. Default: ${DEFAULT-VALUE}.")
  long rowsPerRange;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "2 min",
      converter = TimeConverter.class,
      description =
          "How long to wait for changes that are on their way into files, as 30 s or 2 h. Files that"
              + " are written for an hour need as long. Default: ${DEFAULT-VALUE}.")
  Duration wait;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "512MB",
      description =
          "Memory for the rows out of the files; what is more goes to disk. Default: ${DEFAULT-VALUE}.")
  String memory;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How many differences of a table are shown, at most 200; all are counted. Default:"
              + " ${DEFAULT-VALUE}.")
  int show;

  @Option(
      names = "--repair",
      description =
          "Send an event through the topic for every row that differs, and move files aside whose"
              + " events are all in others.")
  boolean repair;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Where report.json and report.html go. Default: .tideline/verify of the project.")
  Path report;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Where the state of a run is until it is done; about as large as the tables. Default:"
              + " .tideline/verify of the project.")
  Path work;

  @Option(names = "--fresh", description = "Forget an interrupted run and begin anew.")
  boolean fresh;
}
