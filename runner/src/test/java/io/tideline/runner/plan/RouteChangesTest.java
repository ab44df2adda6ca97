package io.tideline.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.compile.CompiledFolder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteChangesTest {

  private static final String FOLDER =
      """
      CREATE TABLE numbers (n BIGINT, w STRING) WITH ('connector' = 'datagen');
      CREATE TABLE seen (w STRING) WITH ('connector' = 'print');
      CREATE TABLE kept (n BIGINT) WITH ('connector' = 'print');
      CREATE VIEW words AS SELECT w FROM numbers;
      CREATE VIEW short AS SELECT SUBSTRING(w, 1, 3) AS w FROM words;
      INSERT INTO seen SELECT w FROM short; -- all
      INSERT INTO kept SELECT n FROM numbers;
      """;

  @Test
  void commentsBlanksAndTheOrderOfRoutesChangeNothing() throws Exception {
    String other =
        FOLDER
            .replace("INSERT INTO kept SELECT n FROM numbers;", "")
            .replace(
                "INSERT INTO seen SELECT w FROM short; -- all",
                "INSERT INTO kept\n  SELECT n /* numbers */ FROM numbers;"
                    + "INSERT INTO seen SELECT w\nFROM short;");

    assertThat(changes(other).isEmpty()).isTrue();
  }

  @Test
  void aRouteIsAnotherWithItsQueryOrAViewThatItReadsByWayOfAnother() throws Exception {
    assertThat(changes(FOLDER.replace("SELECT n FROM numbers", "SELECT n + 1 FROM numbers")))
        .isEqualTo(changed(Map.of("default_database.kept", "its query")));
    assertThat(
            changes(
                FOLDER.replace("AS SELECT w FROM numbers", "AS SELECT w || '!' AS w FROM numbers")))
        .isEqualTo(changed(Map.of("default_database.seen", "its query")));
  }

  @Test
  void aRouteIsAnotherWithTheColumnsAndOptionsOfItsTables() throws Exception {
    assertThat(
            changes(
                FOLDER.replace(
                    "seen (w STRING) WITH ('connector' = 'print')",
                    "seen (w STRING) WITH ('connector' = 'print', 'print-identifier' = 'x')")))
        .isEqualTo(changed(Map.of("default_database.seen", "its tables")));
    assertThat(
            changes(
                FOLDER
                    .replace("kept (n BIGINT)", "kept (n BIGINT, w STRING)")
                    .replace("SELECT n FROM numbers", "SELECT n, w FROM numbers")))
        .isEqualTo(changed(Map.of("default_database.kept", "its query and its tables")));
  }

  @Test
  void routesComeAndGo() throws Exception {
    RouteChanges changes = changes(FOLDER.replace("INSERT INTO seen SELECT w FROM short;", ""));

    assertThat(changes)
        .isEqualTo(new RouteChanges(Set.of(), Map.of(), Set.of("default_database.seen")));
    assertThat(RouteChanges.between(Map.of(), RouteForms.of(CompiledFolder.compile(FOLDER))))
        .isEqualTo(
            new RouteChanges(
                Set.of("default_database.kept", "default_database.seen"), Map.of(), Set.of()));
  }

  private static RouteChanges changed(Map<String, String> routes) {
    return new RouteChanges(Set.of(), routes, Set.of());
  }

  private static RouteChanges changes(String now) throws Exception {
    return RouteChanges.between(
        RouteForms.of(CompiledFolder.compile(FOLDER)), RouteForms.of(CompiledFolder.compile(now)));
  }
}
