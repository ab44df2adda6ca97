package io.tideline.event;

/**
 * Where a dead letter was to go, and where it goes when it is replayed: a typed table of the
 * stream, as the SQL names it, and behind {@value #THEN} the table of files that refused its row,
 * if one did. {@code changes.orders} or {@code changes.orders > files.orders}.
 */
public final class Route {

  private static final String THEN = " > ";

  private Route() {}

  /** The typed table of a route. */
  public static String table(String route) {
    int then = route.indexOf(THEN);
    return then < 0 ? route : route.substring(0, then);
  }

  /** The route from its typed table on to a sink. */
  public static String to(String route, String sink) {
    return table(route) + THEN + sink;
  }

  /** Whether a row that goes this way is for a sink: for all of them when none is named. */
  public static boolean leadsTo(String route, String sink) {
    int then = route.indexOf(THEN);
    return then < 0 || route.substring(then + THEN.length()).equals(sink);
  }
}
