package io.tideline.runner.job;

import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.Statement;
import java.util.List;
import org.apache.flink.table.api.Expressions;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.CatalogView;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ddl.CreateViewOperation;
import org.apache.flink.table.operations.ddl.DropViewOperation;

/**
 * {@code CREATE VIEW} as one node of the plan that all queries over it share. Flink would put the
 * view's query anew into each of them, and a function in it would run once for each.
 */
final class SharedView {

  private SharedView() {}

  /**
   * @return whether the statement made a view, or dropped one
   */
  static boolean apply(TableEnvironment tables, RenderedStatement rendered) {
    Statement statement = rendered.statement();
    if (!isView(statement, "CREATE") && !isView(statement, "DROP")) {
      return false;
    }
    Operation operation =
        ((TableEnvironmentInternal) tables).getParser().parse(rendered.sql()).get(0);
    if (operation instanceof CreateViewOperation create) {
      create(tables, create);
    } else {
      drop(tables, (DropViewOperation) operation);
    }
    return true;
  }

  private static boolean isView(Statement statement, String verb) {
    return statement.startsWith(verb, "VIEW") || statement.startsWith(verb, "TEMPORARY", "VIEW");
  }

  private static void create(TableEnvironment tables, CreateViewOperation operation) {
    ObjectIdentifier name = operation.getViewIdentifier();
    if (exists(tables, name)) {
      if (operation.isIgnoreIfExists()) {
        return;
      }
      throw new ValidationException(
          "there is a table or a view " + name.asSummaryString() + " already");
    }
    CatalogView view = operation.getCatalogView();
    Table query = tables.sqlQuery(view.getExpandedQuery());
    tables.createTemporaryView(name.asSerializableString(), renamed(query, view));
  }

  /** Here every view is a temporary one: only such can be made of a table object. */
  private static void drop(TableEnvironment tables, DropViewOperation operation) {
    ObjectIdentifier name = operation.getViewIdentifier();
    if (!tables.dropTemporaryView(name.asSerializableString()) && !operation.isIfExists()) {
      throw new ValidationException("there is no view " + name.asSummaryString());
    }
  }

  private static boolean exists(TableEnvironment tables, ObjectIdentifier name) {
    return ((TableEnvironmentInternal) tables).getCatalogManager().getTable(name).isPresent();
  }

  /** With the names that the statement gives to the columns, if it does. */
  private static Table renamed(Table query, CatalogView view) {
    List<String> names =
        view.getUnresolvedSchema().getColumns().stream()
            .map(Schema.UnresolvedColumn::getName)
            .toList();
    if (names.equals(query.getResolvedSchema().getColumnNames())) {
      return query;
    }
    List<String> old = query.getResolvedSchema().getColumnNames();
    Expression[] columns = new Expression[names.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Expressions.$(old.get(i)).as(names.get(i));
    }
    return query.select(columns);
  }
}
