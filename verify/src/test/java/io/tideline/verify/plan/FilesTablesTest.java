package io.tideline.verify.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.script.References;
import io.tideline.runner.script.ScriptFolder;
import io.tideline.verify.plan.FilesTable.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the routes of sql/deliver say of the files. */
class FilesTablesTest {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path directory;

  @Test
  void theShippedRoutesTakeEveryChangeAsItIs() throws Exception {
    List<FilesTable> tables = in(HOME.resolve("sql/deliver"));

    assertThat(tables)
        .extracting(FilesTable::source)
        .containsExactlyInAnyOrder(
            "shop.customers", "shop.products", "shop.orders", "shop.order_items");
    assertThat(tables).extracting(FilesTable::rows).containsOnly(Rows.ALL_AS_THEY_ARE);
    assertThat(tables.get(0).route()).isEqualTo("changes.customers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "SELECT * FROM changes.orders~ALL_AS_THEY_ARE",
        "SELECT _event_id, _op, _position, id, UPPER(note) FROM changes.orders~ALL_WITH_OTHER_COLUMNS",
        "SELECT e, o, p, i, n FROM (SELECT _event_id e, _op o, _position p, id i, note n FROM changes.orders)"
            + "~ALL_WITH_OTHER_COLUMNS",
        "SELECT * FROM changes.renamed~ALL_WITH_OTHER_COLUMNS",
        "SELECT * FROM changes.orders WHERE id > 7~NOT_ALL",
        "SELECT _event_id, _op, _position, id, note FROM changes.orders WHERE _op <> 'DELETE'~NOT_ALL",
        "SELECT * FROM changes.filtered~NOT_ALL",
        "SELECT * FROM changes.orders UNION ALL SELECT * FROM changes.orders~NOT_ALL",
        "SELECT a._event_id, a._op, a._position, a.id, b.note FROM changes.orders a, changes.orders b~NOT_ALL"
      })
  void aRouteIsTakenForWhatItDoesToRows(String select, Rows rows) throws Exception {
    Files.writeString(
        directory.resolve("10.sql"),
        """
        CREATE DATABASE changes;
        CREATE TABLE changes.orders (
          _event_id STRING METADATA, _op STRING METADATA, _position STRING METADATA,
          id BIGINT, note STRING, PRIMARY KEY (id) NOT ENFORCED
        ) WITH (
          'connector' = 'changes', 'stream' = 'main', 'table' = 'shop.orders',
          'endPoint' = '${datahub.endpoint}', 'project' = 'p', 'topic' = 't', 'subId' = 's',
          'accessId' = '${datahub.accessId}', 'accessKey' = '${datahub.accessKey}'
        );
        CREATE VIEW changes.renamed AS
          SELECT _event_id, _op, _position, id, note AS remark FROM changes.orders;
        CREATE VIEW changes.filtered AS SELECT * FROM changes.orders WHERE id > 7;
        CREATE DATABASE files;
        CREATE TABLE files.orders (
          _event_id STRING, _op STRING, _position STRING, id BIGINT, note STRING
        ) WITH (
          'connector' = 'change-files', 'path' = '/o', 'table' = 'shop.orders', 'format' = 'json'
        );
        INSERT INTO files.orders
        """
            + select
            + ";\n");

    assertThat(in(directory)).extracting(FilesTable::rows).containsExactly(rows);
  }

  private List<FilesTable> in(Path folder) throws Exception {
    Map<String, String> environment =
        Map.of(
            "TIDELINE_DATABASE_PASSWORD", "not used",
            "TIDELINE_DATAHUB_ACCESS_ID", "not used",
            "TIDELINE_DATAHUB_ACCESS_KEY", "not used");
    return new FilesTables()
        .in(
            new References(
                    new ConfigurationLoader(environment, HOME)
                        .load(HOME.resolve("conf/pipeline.yaml"), List.of()))
                .render(ScriptFolder.statements(folder)));
  }
}
