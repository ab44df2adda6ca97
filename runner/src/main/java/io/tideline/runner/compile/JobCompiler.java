package io.tideline.runner.compile;

import io.tideline.runner.job.JobSettings;
import io.tideline.runner.script.Refusal;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.ObjectIdentifier;

/**
 * Compiles a folder of SQL to the job that it would run, and starts nothing. A statement that is
 * wrong does not keep the others from being looked at.
 */
public final class JobCompiler {

  private final StreamExecutionEnvironment environment;
  private final StreamTableEnvironment tables;
  private final Declarations declarations;
  private final List<Route> routes = new ArrayList<>();
  private final List<ScriptProblem> problems = new ArrayList<>();

  /** The routes that Flink understands, each for itself. */
  private final List<Route> parsed = new ArrayList<>();

  public JobCompiler(JobSettings settings, SchemaChecks checks) {
    this(new StreamExecutionEnvironment(settings.flink()), checks);
  }

  /**
   * @param environment in which nothing was made before
   */
  public JobCompiler(StreamExecutionEnvironment environment, SchemaChecks checks) {
    this.environment = environment;
    this.tables = StreamTableEnvironment.create(environment);
    this.declarations = new Declarations(tables, checks);
  }

  /** May be called once. */
  public Compilation compile(List<RenderedStatement> statements) {
    for (RenderedStatement rendered : statements) {
      Optional<ScriptProblem> refusal = Refusal.of(rendered.statement());
      if (refusal.isPresent()) {
        problems.add(refusal.get());
      } else if (rendered.statement().startsWith("INSERT")) {
        addRoute(rendered);
      } else {
        declare(rendered);
      }
    }
    if (routes.isEmpty() && problems.isEmpty()) {
      problems.add(
          ScriptProblem.ofFolder(
              "the folder has no INSERT INTO", "without one there is nothing to run"));
    }
    checkTargets();
    List<CompiledGraph> graphs = plan();
    return new Compilation(List.copyOf(declarations.tables().values()), routes, problems, graphs);
  }

  private void declare(RenderedStatement rendered) {
    boolean consequence = isConsequence(rendered.statement());
    try {
      declarations.declare(rendered);
    } catch (ScriptException e) {
      if (!consequence) {
        problems.addAll(e.problems());
      }
    }
  }

  private void addRoute(RenderedStatement rendered) {
    Statement statement = rendered.statement();
    try {
      // What does not even name a table is no route, and does not parse either.
      if (!statement.insertTarget().isEmpty()) {
        routes.add(
            new Route(
                declarations.target(statement),
                declarations.sources(statement),
                declarations.views(statement),
                rendered));
      }
      ((TableEnvironmentInternal) tables).getParser().parse(rendered.sql());
      parsed.add(routes.get(routes.size() - 1));
    } catch (RuntimeException e) {
      if (!isConsequence(statement)) {
        problems.add(fault(rendered).explain(e));
      }
    }
  }

  /** What uses a thing that failed fails with it: one mistake, told once. */
  private boolean isConsequence(Statement statement) {
    return declarations.namesFailed(statement);
  }

  private void checkTargets() {
    Map<ObjectIdentifier, Route> first = new HashMap<>();
    for (Route route : routes) {
      Route before = first.putIfAbsent(route.target(), route);
      if (before != null) {
        Statement statement = route.statement().statement();
        problems.add(
            statement.problemAt(
                statement.start(),
                route.name() + " is written already at " + before.statement().statement().place(),
                "write one INSERT with UNION ALL between the two queries"));
      }
    }
  }

  /** All together, as the job would be; and one by one when that fails, to name each that does. */
  private List<CompiledGraph> plan() {
    try {
      return parsed.isEmpty() ? List.of() : List.of(graph(parsed));
    } catch (RuntimeException e) {
      int before = problems.size();
      List<CompiledGraph> graphs = parsed.stream().flatMap(this::graphAlone).toList();
      if (problems.size() == before && parsed.size() == routes.size()) {
        problems.add(fault(routes.get(0).statement()).explain(e));
      }
      return graphs;
    }
  }

  private Stream<CompiledGraph> graphAlone(Route route) {
    try {
      return Stream.of(graph(List.of(route)));
    } catch (RuntimeException e) {
      ScriptProblem problem = fault(route.statement()).explain(e);
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
      return Stream.empty();
    }
  }

  private CompiledGraph graph(List<Route> together) {
    StreamStatementSet inserts = tables.createStatementSet();
    together.forEach(route -> inserts.addInsertSql(route.statement().sql()));
    inserts.attachAsDataStream();
    return CompiledGraph.takeFrom(environment, tables.getConfig().getConfiguration(), together);
  }

  private PlannerFault fault(RenderedStatement rendered) {
    return new PlannerFault(rendered, declarations.tables().values());
  }
}
