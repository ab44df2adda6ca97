package io.tideline.runner.compile;

import static io.tideline.runner.compile.CompiledFolder.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobCompilerTest {

  private static final String TABLES =
      """
      CREATE TABLE numbers (n BIGINT, w STRING) WITH ('connector' = 'datagen');
      CREATE TABLE seen (n BIGINT) WITH ('connector' = 'print');
      CREATE TABLE words (w STRING) WITH ('connector' = 'print');
      """;

  @Test
  void everyMistakeIsNamedAtItsPlaceAndEachOnce() throws Exception {
    assertThat(
            problems(
                """
                CREATE TABLE numbers (n BIGINT, w STRING) WITH ('connector' = 'datagn');
                CREATE TABLE seen (n BIGINTT) WITH ('connector' = 'print');
                CREATE TABLE words (w STRING) WITH ('connector' = 'print', 'standart-error' = 'true');
                CREATE TABLE ready (w STRING) WITH ('connector' = 'datagen', 'rows-per-second' = 'many');
                INSERT INTO seen SELECT n FROM numbers;
                INSERT INTO words SELECT w FROM ready;
                INSERT INTO words SELECT v FROM ready;
                SELECT 1;
                """))
        .containsExactlyInAnyOrder(
            "a.sql:2:22: Unknown identifier 'BIGINTT'\n"
                + "CREATE TABLE seen (n BIGINTT) WITH ('connector' = 'print');\n"
                + "                     ^",
            "a.sql:4:82: default_database.ready: 'rows-per-second' cannot be 'many'; For input string: \"many\"\n"
                + "CREATE TABLE ready (w STRING) WITH ('connector' = 'datagen', 'rows-per-second' = 'many');\n"
                + "                                                                                 ^",
            "a.sql:7:26: Column 'v' not found in any table; did you mean 'w'?\n"
                + "INSERT INTO words SELECT v FROM ready;\n"
                + "                         ^",
            "a.sql:7:1: default_database.words is written already at a.sql:6:1; write one INSERT with UNION ALL"
                + " between the two queries\n"
                + "INSERT INTO words SELECT v FROM ready;\n"
                + "^",
            "a.sql:8:1: a job has no place for a query's result; try it in 'tideline sql'\nSELECT 1;\n^");
  }

  @Test
  void aConnectorThatIsNotThereIsNamedWithTheOneThatMayBeMeant() throws Exception {
    assertThat(
            problems(
                TABLES
                    + "CREATE TABLE bad (n BIGINT) WITH ('connector' = 'datagn');\n"
                    + "INSERT INTO seen SELECT n FROM bad;"))
        .containsExactly(
            "a.sql:4:49: default_database.bad: there is no connector 'datagn'; did you mean 'datagen'?\n"
                + "CREATE TABLE bad (n BIGINT) WITH ('connector' = 'datagn');\n"
                + " ".repeat(48)
                + "^");
  }

  @Test
  void anOptionThatIsNotThereIsShownWhereItStands() throws Exception {
    assertThat(
            problems(
                TABLES
                    + "CREATE TABLE bad (n BIGINT) WITH ('connector' = 'print', 'standart-error' = 'true');\n"
                    + "INSERT INTO bad SELECT n FROM numbers;"))
        .containsExactly(
            "a.sql:4:58: default_database.bad: 'print' has no option 'standart-error'; did you mean"
                + " 'standard-error'?\n"
                + "CREATE TABLE bad (n BIGINT) WITH ('connector' = 'print', 'standart-error' = 'true');\n"
                + " ".repeat(57)
                + "^");
  }

  @Test
  void columnsThatDoNotFitAreShownAtTheTarget() throws Exception {
    assertThat(problems(TABLES + "INSERT INTO\n  seen SELECT n, w FROM numbers;"))
        .containsExactly(
            "a.sql:5:3: the query gives 2 columns [n, w], the table has 1 [n]; give each column a value, in this"
                + " order\n  seen SELECT n, w FROM numbers;\n  ^");
    assertThat(problems(TABLES + "INSERT INTO seen SELECT w FROM numbers;"))
        .containsExactly(
            "a.sql:4:13: Incompatible types for sink column 'n' at position 0; CAST it, or declare another type\n"
                + "INSERT INTO seen SELECT w FROM numbers;\n            ^");
  }

  @Test
  void aTableThatIsNotThereIsNamedWithTheNearest() throws Exception {
    assertThat(problems(TABLES + "INSERT INTO sean SELECT n FROM numbers;"))
        .containsExactly(
            "a.sql:4:13: there is no table default_database.sean; did you mean 'seen'?\n"
                + "INSERT INTO sean SELECT n FROM numbers;\n            ^");
  }

  @Test
  void aFolderWithoutAnInsertIsAMistakeOfNoPlace() throws Exception {
    assertThat(problems(TABLES))
        .containsExactly("the folder has no INSERT INTO; without one there is nothing to run");
  }

  @Test
  void aRouteKnowsTheTablesThatItReadsAlsoThroughViews() throws Exception {
    Compilation compiled =
        CompiledFolder.compile(
            TABLES
                + "CREATE VIEW long_words AS SELECT * FROM numbers WHERE CHAR_LENGTH(w) > 3;\n"
                + "INSERT INTO words SELECT w FROM long_words;");

    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.routes())
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.name()).isEqualTo("default_database.words");
              assertThat(route.sources()).extracting("objectName").containsExactly("numbers");
            });
  }
}
