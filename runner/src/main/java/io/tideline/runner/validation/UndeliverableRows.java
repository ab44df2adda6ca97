package io.tideline.runner.validation;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.script.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A stream that is read needs an INSERT for the events that cannot be delivered. */
final class UndeliverableRows implements Rule {

  @Override
  public void check(ValidatedJob job, Remarks remarks) {
    Compilation compilation = job.compilation();
    Map<String, DeclaredTable> streams = new LinkedHashMap<>();
    compilation.tables().stream()
        .filter(ChangesTables::isChanges)
        .filter(compilation::isRead)
        .forEach(table -> streams.putIfAbsent(ChangesTables.stream(table), table));
    streams.forEach(
        (stream, table) -> {
          boolean kept =
              compilation.tables().stream()
                  .filter(ChangesTables::isUndeliverable)
                  .filter(compilation::isRead)
                  .anyMatch(other -> ChangesTables.stream(other).equals(stream));
          if (!kept) {
            Statement statement = table.statement().statement();
            remarks.mistake(
                statement.problemAt(
                    statement.start(),
                    "nothing keeps the events of stream '" + stream + "' that cannot be delivered",
                    mend(compilation, stream)));
          }
        });
  }

  private static String mend(Compilation compilation, String stream) {
    return compilation.tables().stream()
        .filter(ChangesTables::isUndeliverable)
        .filter(table -> ChangesTables.stream(table).equals(stream))
        .map(table -> "add INSERT INTO a table of 'dead-letters' SELECT * FROM " + table.name())
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(),
                found ->
                    found.isEmpty()
                        ? "declare a table of it with 'undeliverable' = 'true' and INSERT that into"
                            + " a table of 'dead-letters'"
                        : found));
  }
}
