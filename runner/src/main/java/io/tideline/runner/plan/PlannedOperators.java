package io.tideline.runner.plan;

import io.tideline.runner.compile.CompiledGraph;
import io.tideline.runner.compile.Route;
import io.tideline.runner.plan.PlannedOperator.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The operators of a compiled job, from its sources to its sinks. */
public final class PlannedOperators {

  private final CompiledGraph compiled;
  private final StreamGraph graph;
  private final List<Route> routes;
  private final Map<Integer, Set<String>> routesOfNode = new HashMap<>();

  private PlannedOperators(CompiledGraph compiled, List<Route> routes) {
    this.compiled = compiled;
    this.graph = compiled.graph();
    this.routes = routes;
  }

  public static PlannedOperators of(CompiledGraph compiled, List<Route> routes) {
    return new PlannedOperators(compiled, routes);
  }

  public List<PlannedOperator> all() {
    Map<Integer, byte[]> ids =
        new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
    List<PlannedOperator> operators = new ArrayList<>();
    List<StreamNode> nodes = new ArrayList<>(graph.getStreamNodes());
    nodes.sort(Comparator.comparingInt(StreamNode::getId));
    for (StreamNode node : nodes) {
      operators.add(
          new PlannedOperator(
              new OperatorID(ids.get(node.getId())).toHexString(),
              Optional.ofNullable(node.getTransformationUID()),
              node.getOperatorName(),
              node.getParallelism(),
              kind(node),
              OperatorState.mayBeKeptBy(node),
              routes(node)));
    }
    return operators;
  }

  private Kind kind(StreamNode node) {
    if (node.getInEdges().isEmpty()) {
      return Kind.SOURCE;
    }
    if (OperatorState.isKeyed(node)) {
      return Kind.KEYED;
    }
    return node.getOutEdges().isEmpty() || isOfSink(node) ? Kind.SINK : Kind.INNER;
  }

  /** Whether it is a sink's writer, or behind one. */
  private boolean isOfSink(StreamNode node) {
    return OperatorState.isSink(node)
        || node.getInEdges().stream()
            .anyMatch(edge -> isOfSink(graph.getStreamNode(edge.getSourceId())));
  }

  /** The planner's, and for what stands behind them, those of the sinks' names. */
  private Set<String> routes(StreamNode node) {
    Set<String> known = routesOfNode.get(node.getId());
    if (known != null) {
      return known;
    }
    Set<String> all = new TreeSet<>(compiled.routes().getOrDefault(node.getId(), Set.of()));
    if (node.getOutEdges().isEmpty()) {
      target(node).ifPresent(all::add);
    }
    for (StreamEdge edge : node.getOutEdges()) {
      all.addAll(routes(graph.getStreamNode(edge.getTargetId())));
    }
    routesOfNode.put(node.getId(), all);
    return all;
  }

  /** Whose sink it is: our sinks have the target's name in their uid, Flink's in their own name. */
  private Optional<String> target(StreamNode sink) {
    String uid = sink.getTransformationUID();
    return routes.stream()
        .filter(
            route ->
                uid == null
                    ? sink.getOperatorName().contains(route.target().getObjectName() + "[")
                    : endsWith(uid, route.name()))
        .max(Comparator.comparingInt(route -> route.name().length()))
        .map(Route::name);
  }

  /** A name that ends another one is not meant: files.orders is not in other_files.orders. */
  private static boolean endsWith(String uid, String name) {
    int before = uid.length() - name.length() - 1;
    return uid.endsWith(name) && (before < 0 || " .-".indexOf(uid.charAt(before)) >= 0);
  }
}
