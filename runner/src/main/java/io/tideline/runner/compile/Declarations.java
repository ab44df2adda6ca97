package io.tideline.runner.compile;

import io.tideline.runner.job.Pipeline;
import io.tideline.runner.script.Name;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.CatalogManager;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ddl.CreateTableOperation;

/** Declares what a folder declares, and remembers where each table and view is declared. */
final class Declarations {

  /** INSERT, INTO, and the target. */
  private static final int INSERT_WORDS = 3;

  /** Catalog, database, table. */
  private static final int MOST_PARTS = 3;

  private final StreamTableEnvironment tables;
  private final SchemaChecks checks;
  private final Map<ObjectIdentifier, DeclaredTable> declared = new LinkedHashMap<>();

  private final Map<ObjectIdentifier, View> views = new HashMap<>();

  private final Set<String> failed = new LinkedHashSet<>();

  /**
   * A view.
   *
   * @param tables that it names, also by way of other views
   * @param statements its own and those of the views that it names
   */
  private record View(Set<ObjectIdentifier> tables, Set<RenderedStatement> statements) {}

  Declarations(StreamTableEnvironment tables, SchemaChecks checks) {
    this.tables = tables;
    this.checks = checks;
  }

  /** Executes any statement but an INSERT. */
  void declare(RenderedStatement rendered) throws ScriptException {
    Statement statement = rendered.statement();
    try {
      if (isTable(statement)) {
        declareTable(rendered);
      } else {
        Pipeline.declare(tables, rendered);
      }
    } catch (ScriptException e) {
      rememberFailed(statement);
      throw e;
    }
    if (isView(statement)) {
      Name name = nameAfter(statement, "VIEW");
      Set<RenderedStatement> statements = views(statement);
      statements.add(rendered);
      views.put(identifier(name), new View(sources(statement), statements));
    }
  }

  private void declareTable(RenderedStatement rendered) throws ScriptException {
    TableEnvironmentInternal internal = (TableEnvironmentInternal) tables;
    try {
      Operation operation = internal.getParser().parse(rendered.sql()).get(0);
      if (!(operation instanceof CreateTableOperation create)) {
        internal.executeInternal(operation);
        return;
      }
      CatalogTable table = create.getCatalogTable();
      internal.executeInternal(
          new CreateTableOperation(
              create.getTableIdentifier(),
              table.copy(checks.apply(table.getOptions())),
              create.isIgnoreIfExists(),
              create.isTemporary()));
      ObjectIdentifier identifier = create.getTableIdentifier();
      declared.putIfAbsent(
          identifier,
          new DeclaredTable(
              identifier,
              Map.copyOf(table.getOptions()),
              catalog().getTableOrError(identifier).getResolvedSchema(),
              rendered));
    } catch (RuntimeException e) {
      throw rendered.explain(e);
    }
  }

  /** Where an INSERT goes, declared or not. */
  ObjectIdentifier target(Statement insert) {
    return catalog().qualifyIdentifier(UnresolvedIdentifier.of(insert.insertTarget()));
  }

  /**
   * The tables that an INSERT or a view names, and those that views name which it names. A column
   * that is called like a table counts, too.
   */
  Set<ObjectIdentifier> sources(Statement statement) {
    Set<ObjectIdentifier> sources = new LinkedHashSet<>();
    for (ObjectIdentifier identifier : read(statement)) {
      if (views.containsKey(identifier)) {
        sources.addAll(views.get(identifier).tables());
      }
      if (declared.containsKey(identifier)) {
        sources.add(identifier);
      }
    }
    return sources;
  }

  /** The declarations of the views that an INSERT or a view names, and of those that they name. */
  Set<RenderedStatement> views(Statement statement) {
    Set<RenderedStatement> statements = new LinkedHashSet<>();
    for (ObjectIdentifier identifier : read(statement)) {
      if (views.containsKey(identifier)) {
        statements.addAll(views.get(identifier).statements());
      }
    }
    return statements;
  }

  /** Every name behind the target, be it of a table or not. */
  private List<ObjectIdentifier> read(Statement statement) {
    List<Name> names = statement.names();
    int first = statement.startsWith("INSERT") ? Math.min(INSERT_WORDS, names.size()) : 0;
    return names.subList(first, names.size()).stream()
        .filter(name -> name.parts().size() <= MOST_PARTS)
        .map(this::identifier)
        .toList();
  }

  /** Whether the statement names a table or a view that could not be declared. */
  boolean namesFailed(Statement statement) {
    return statement.names().stream().anyMatch(name -> failed.contains(lastPart(name)));
  }

  Map<ObjectIdentifier, DeclaredTable> tables() {
    return declared;
  }

  private void rememberFailed(Statement statement) {
    if (isTable(statement)) {
      failed.add(lastPart(nameAfter(statement, "TABLE")));
    } else if (isView(statement)) {
      failed.add(lastPart(nameAfter(statement, "VIEW")));
    } else if (statement.startsWith("CREATE", "FUNCTION")) {
      failed.add(lastPart(nameAfter(statement, "FUNCTION")));
    }
  }

  private ObjectIdentifier identifier(Name name) {
    return catalog().qualifyIdentifier(UnresolvedIdentifier.of(name.parts()));
  }

  private CatalogManager catalog() {
    return ((TableEnvironmentInternal) tables).getCatalogManager();
  }

  private static boolean isTable(Statement statement) {
    return statement.startsWith("CREATE", "TABLE")
        || statement.startsWith("CREATE", "TEMPORARY", "TABLE");
  }

  private static boolean isView(Statement statement) {
    return statement.startsWith("CREATE", "VIEW")
        || statement.startsWith("CREATE", "TEMPORARY", "VIEW");
  }

  /** The name after the word, past {@code IF NOT EXISTS}; the last one where there is none. */
  private static Name nameAfter(Statement statement, String word) {
    List<Name> names = statement.names();
    int next = 0;
    while (next < names.size() - 1 && !lastPart(names.get(next)).equalsIgnoreCase(word)) {
      next++;
    }
    next++;
    if (next + 3 < names.size() && lastPart(names.get(next)).equalsIgnoreCase("IF")) {
      next += 3;
    }
    return names.get(Math.min(next, names.size() - 1));
  }

  private static String lastPart(Name name) {
    return name.parts().get(name.parts().size() - 1);
  }
}
