package io.tideline.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.CompiledFolder;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedViewTest {

  private static final int ROWS = 50;
  private static final AtomicInteger CALLS = new AtomicInteger();

  /** Counts its calls, so it is no constant. */
  public static final class Counted extends ScalarFunction {
    public Long eval(Long n) {
      CALLS.incrementAndGet();
      return n;
    }

    @Override
    public boolean isDeterministic() {
      return false;
    }
  }

  @BeforeEach
  void reset() {
    CALLS.set(0);
  }

  @Test
  void aFunctionInAViewRunsOnceForEachRowHoweverManyRoutesUseIt() throws Exception {
    run("CREATE VIEW v AS SELECT counted(n) AS m FROM numbers;");

    assertThat(CALLS).hasValue(ROWS);
  }

  @Test
  void aViewMayNameItsColumnsAndBeMadeOfAnother() throws Exception {
    run(
        "CREATE VIEW first_view (a) AS SELECT counted(n) FROM numbers;"
            + " CREATE VIEW IF NOT EXISTS first_view (a) AS SELECT n FROM numbers;"
            + " CREATE TEMPORARY VIEW v (m) AS SELECT a FROM first_view;");

    assertThat(CALLS).hasValue(ROWS);
  }

  @Test
  void aViewCanBeDroppedAndMadeAnew() throws Exception {
    run(
        "CREATE VIEW v AS SELECT n AS m FROM numbers; DROP VIEW v; DROP VIEW IF EXISTS v;"
            + " CREATE VIEW v AS SELECT counted(n) AS m FROM numbers;");

    assertThat(CALLS).hasValue(ROWS);
  }

  private static void run(String views) throws Exception {
    Compilation compiled =
        CompiledFolder.compile(
            "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'fields.n.kind' = 'sequence',"
                + " 'fields.n.start' = '1', 'fields.n.end' = '"
                + ROWS
                + "');\n"
                + "CREATE FUNCTION counted AS '"
                + Counted.class.getName()
                + "';\n"
                + views
                + "CREATE TABLE a (m BIGINT) WITH ('connector' = 'blackhole');\n"
                + "CREATE TABLE b LIKE a;\n"
                + "CREATE TABLE c LIKE a;\n"
                + "INSERT INTO a SELECT m FROM v;\n"
                + "INSERT INTO b SELECT m + 1 FROM v WHERE m > 3;\n"
                + "INSERT INTO c SELECT m FROM v WHERE m < 9;\n");
    Configuration local = new Configuration();
    local.set(DeploymentOptions.TARGET, "local");
    local.set(DeploymentOptions.ATTACHED, true);
    compiled.job().submit(local).getJobExecutionResult().get();
  }
}
