package io.tideline.runner.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.transformations.LegacySourceTransformation;
import org.apache.flink.streaming.api.transformations.WithBoundedness;

/**
 * A job as Flink runs it.
 *
 * @param routes the routes, by the names of their targets, that each of the planner's nodes works
 *     for; what it makes of a sink is not among them
 */
public record CompiledGraph(
    StreamExecutionEnvironment environment, StreamGraph graph, Map<Integer, Set<String>> routes) {

  /**
   * Hands the job to a cluster. May be called once.
   *
   * @param submission where the cluster is, and what the job goes on from
   * @throws Exception when the cluster does not take it
   */
  public JobClient submit(ReadableConfig submission) throws Exception {
    environment.configure(submission);
    return environment.executeAsync(graph);
  }

  /**
   * Takes what the planner has added to the environment.
   *
   * @param settings what the SQL sets
   * @param inserts in the order in which the planner was given them
   */
  static CompiledGraph takeFrom(
      StreamExecutionEnvironment environment, ReadableConfig settings, List<Route> inserts) {
    // A copy: making the graph empties the environment.
    List<Transformation<?>> sinks = List.copyOf(environment.getTransformations());
    Map<Integer, Set<String>> routes = new HashMap<>();
    // One sink an INSERT, in their order; were it ever otherwise, the names of the sinks remain.
    for (int i = 0; i < inserts.size() && sinks.size() == inserts.size(); i++) {
      for (Transformation<?> node : sinks.get(i).getTransitivePredecessors()) {
        routes.computeIfAbsent(node.getId(), id -> new TreeSet<>()).add(inserts.get(i).name());
      }
    }
    environment.configure(settings);
    StreamGraph graph = environment.getStreamGraph(true);
    graph.setEnableCheckpointsAfterTasksFinish(sinks.stream().anyMatch(CompiledGraph::mayEnd));
    return new CompiledGraph(environment, graph, routes);
  }

  /**
   * Only a job that may end needs checkpoints of finished tasks. Where they are allowed, Flink
   * takes those tasks for finished that stop for a savepoint before they take part in it, and may
   * refuse the savepoint for it: some are quicker than others.
   */
  private static boolean mayEnd(Transformation<?> sink) {
    return sink.getTransitivePredecessors().stream()
        .anyMatch(
            node ->
                node instanceof LegacySourceTransformation
                    || node instanceof WithBoundedness source
                        && source.getBoundedness() == Boundedness.BOUNDED);
  }
}
