package io.tideline.runner.validation;

import io.tideline.runner.compile.DeclaredTable;
import java.util.Optional;

/** What the options of the connector 'changes' say. */
final class ChangesTables {

  private ChangesTables() {}

  static boolean isChanges(DeclaredTable table) {
    return table.connector().equals("changes");
  }

  static String stream(DeclaredTable table) {
    return table.options().getOrDefault("stream", "");
  }

  static boolean isUndeliverable(DeclaredTable table) {
    return isChanges(table) && Boolean.parseBoolean(table.options().get("undeliverable"));
  }

  /** The database table whose changes it holds. */
  static Optional<String> table(DeclaredTable table) {
    return isChanges(table) ? Optional.ofNullable(table.options().get("table")) : Optional.empty();
  }
}
