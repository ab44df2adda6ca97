package io.tideline.runner.plan;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An operator of a compiled job.
 *
 * @param id under which its state is kept, in hexadecimal
 * @param uid what the id is made of; empty for one that the planner made, whose id depends on the
 *     whole job
 * @param parallelism how many instances run
 * @param kind what it is to the job
 * @param stateful whether it may keep state
 * @param routes the routes that its rows go to, by the names of their targets
 */
public record PlannedOperator(
    String id,
    Optional<String> uid,
    String name,
    int parallelism,
    Kind kind,
    boolean stateful,
    Set<String> routes) {

  private static final Pattern NUMBER = Pattern.compile("\\[\\d+]");

  /** What an operator is to its job. */
  public enum Kind {
    SOURCE,
    KEYED,
    INNER,
    SINK
  }

  public boolean isKeyed() {
    return kind == Kind.KEYED;
  }

  public boolean isSink() {
    return kind == Kind.SINK;
  }

  /** The route that it belongs to alone. */
  public Optional<String> onlyRoute() {
    return routes.size() == 1 ? routes.stream().findFirst() : Optional.empty();
  }

  /** The uid, or else the name without the number that each planning gives anew. */
  public String shownName() {
    return uid.orElse(NUMBER.matcher(name).replaceAll(""));
  }
}
