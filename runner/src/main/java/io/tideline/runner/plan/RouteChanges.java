package io.tideline.runner.plan;

import io.tideline.runner.plan.RouteForms.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the routes of a job that was started.
 *
 * @param added the names of those that it does not have
 * @param changed what of a route that it has is otherwise now, in words, by name
 * @param removed the names of those that it alone has
 */
public record RouteChanges(Set<String> added, Map<String, String> changed, Set<String> removed) {

  /**
   * @param before the routes of the job that was started
   * @param now those that the scripts have
   */
  public static RouteChanges between(Map<String, Form> before, Map<String, Form> now) {
    Set<String> added = new TreeSet<>(now.keySet());
    added.removeAll(before.keySet());
    Set<String> removed = new TreeSet<>(before.keySet());
    removed.removeAll(now.keySet());
    Map<String, String> changed = new LinkedHashMap<>();
    now.forEach(
        (route, form) -> {
          Form old = before.get(route);
          if (old != null && !old.equals(form)) {
            changed.put(route, what(old, form));
          }
        });
    return new RouteChanges(added, changed, removed);
  }

  private static String what(Form old, Form form) {
    if (old.query().equals(form.query())) {
      return "its tables";
    }
    return old.tables().equals(form.tables()) ? "its query" : "its query and its tables";
  }

  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }
}
