package io.tideline.runner.topic;

import io.tideline.runner.job.Pipeline;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;

/**
 * Finds the topics that a folder of SQL writes to: the tables of 'datahub' that it inserts into.
 */
final class TopicTables {

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  /**
   * @throws ScriptException when a statement is refused
   */
  List<TopicTable> in(List<RenderedStatement> statements) throws ScriptException {
    List<TopicTable> topics = new ArrayList<>();
    for (RenderedStatement rendered : statements) {
      List<String> target = rendered.statement().insertTarget();
      if (target.isEmpty()) {
        Pipeline.declare(tables, rendered);
        continue;
      }
      try {
        Map<String, String> options = options(target);
        if (TopicTable.isTopic(options)) {
          topics.add(TopicTable.of(options, tables.from(path(target)).getResolvedSchema()));
        }
      } catch (TableNotExistException | RuntimeException e) {
        throw rendered.explain(e);
      }
    }
    return topics;
  }

  private Map<String, String> options(List<String> target) throws TableNotExistException {
    int parts = target.size();
    String name = target.get(parts - 1);
    String database = parts > 1 ? target.get(parts - 2) : tables.getCurrentDatabase();
    String catalogName = parts > 2 ? target.get(0) : tables.getCurrentCatalog();
    Catalog catalog =
        tables
            .getCatalog(catalogName)
            .orElseThrow(() -> new IllegalArgumentException("no catalog '" + catalogName + "'"));
    CatalogBaseTable table = catalog.getTable(new ObjectPath(database, name));
    return table.getOptions();
  }

  private static String path(List<String> target) {
    return String.join(
        ".", target.stream().map(part -> "`" + part.replace("`", "``") + "`").toList());
  }
}
