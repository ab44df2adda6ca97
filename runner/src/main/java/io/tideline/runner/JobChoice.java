package io.tideline.runner;

import java.util.List;

/** Which jobs a verb is about. */
enum JobChoice {
  CAPTURE("capture"),
  DELIVER("deliver"),
  ALL("capture", "deliver");

  private final List<String> names;

  JobChoice(String... names) {
    this.names = List.of(names);
  }

  /** The folders of SQL. */
  List<String> names() {
    return names;
  }
}
