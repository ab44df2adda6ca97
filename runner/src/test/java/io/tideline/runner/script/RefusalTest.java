package io.tideline.runner.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (x INT, y AS x + 1) WITH ('connector' = 'print')",
        "create temporary view v as select 1",
        "CREATE FUNCTION f AS 'a.B'",
        "DROP TABLE t",
        "USE d",
        "SET 'a' = 'b'",
        "INSERT INTO t SELECT 1"
      })
  void whatDeclaresSetsOrInsertsMayStandInAFolder(String sql) throws ScriptException {
    assertThat(Refusal.of(statement(sql))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "EXECUTE INSERT INTO t SELECT 1",
        "EXECUTE PLAN 'x'",
        "CREATE TABLE t WITH ('connector' = 'print') AS SELECT 1",
        "CREATE OR REPLACE TABLE t AS SELECT 1",
        "INSERT OVERWRITE t SELECT 1",
        "DELETE FROM t",
        "UPDATE t SET x = 1",
        "TRUNCATE TABLE t",
        "CALL p()",
        "COMPILE PLAN 'x' FOR INSERT INTO t SELECT 1"
      })
  void whatWouldStartAJobOfItsOwnOrHasAResultMayNot(String sql) throws ScriptException {
    assertThat(Refusal.of(statement(sql)))
        .hasValueSatisfying(problem -> assertThat(problem.toString()).startsWith("a.sql:1:1: "));
  }

  private static Statement statement(String sql) throws ScriptException {
    return Splitter.statements(new Script("a.sql", sql)).get(0);
  }
}
