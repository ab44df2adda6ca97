package io.tideline.runner.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.flink.util.TimeUtils;

/** Values by path, as a file has them: all that must be given, and some of the rest. */
public final class ConfigurationTree {

  /** What has to be no longer than what. */
  private static final List<List<String>> ORDER = new ArrayList<>();

  static {
    for (String job : List.of("capture", "deliver")) {
      ORDER.add(List.of(job + ".checkpoint.minPause", job + ".checkpoint.interval"));
      ORDER.add(List.of(job + ".restart.initialDelay", job + ".restart.maximumDelay"));
      ORDER.add(List.of(job + ".restart.maximumDelay", job + ".restart.resetAfter"));
    }
  }

  private ConfigurationTree() {}

  /** What must be given, as in the template. */
  public static Map<String, String> required() {
    Map<String, String> tree = new LinkedHashMap<>();
    Parameters.all().stream()
        .filter(parameter -> parameter.defaultValue().isEmpty())
        .forEach(parameter -> tree.put(parameter.path(), parameter.example()));
    return tree;
  }

  /** Any tree that is right. */
  static Arbitrary<Map<String, String>> right() {
    List<Arbitrary<Optional<String>>> values = new ArrayList<>();
    for (Parameter parameter : Parameters.all()) {
      Arbitrary<String> value = ParameterValues.right(parameter);
      values.add(
          parameter.defaultValue().isEmpty() ? value.map(Optional::of) : value.optional(0.5));
    }
    return ofParameters(values);
  }

  /** Any parameters with a right value each. */
  static Arbitrary<Map<String, String>> some() {
    return ofParameters(
        Parameters.all().stream()
            .map(parameter -> ParameterValues.right(parameter).optional(0.2))
            .toList());
  }

  /** A few parameters with a wrong value each, and one at least. */
  static Arbitrary<Map<String, String>> wrong() {
    return Combinators.combine(
            Arbitraries.of(Parameters.all()).set().ofMinSize(1).ofMaxSize(4),
            Combinators.combine(Parameters.all().stream().map(ParameterValues::wrong).toList())
                .as(values -> values))
        .as(
            (chosen, values) -> {
              Map<String, String> tree = new LinkedHashMap<>();
              int i = 0;
              for (Parameter parameter : Parameters.all()) {
                String value = values.get(i++);
                if (chosen.contains(parameter)) {
                  tree.put(parameter.path(), value);
                }
              }
              return tree;
            })
        .withoutEdgeCases();
  }

  /** Of all parameters together the edge cases would be too many. */
  private static Arbitrary<Map<String, String>> ofParameters(
      List<Arbitrary<Optional<String>>> arbitraries) {
    return Combinators.combine(arbitraries)
        .as(
            values -> {
              Map<String, String> tree = new LinkedHashMap<>();
              int i = 0;
              for (Parameter parameter : Parameters.all()) {
                values.get(i++).ifPresent(value -> tree.put(parameter.path(), value));
              }
              return ordered(tree);
            })
        .withoutEdgeCases();
  }

  static Map<String, String> with(Map<String, String> tree, String path, String value) {
    Map<String, String> changed = new LinkedHashMap<>(tree);
    changed.put(path, value);
    return changed;
  }

  /** Leaves out what contradicts another value. */
  static Map<String, String> ordered(Map<String, String> tree) {
    Map<String, String> kept = new LinkedHashMap<>(tree);
    boolean changed = true;
    while (changed) {
      Set<String> contradicting = new LinkedHashSet<>();
      for (List<String> pair : ORDER) {
        if (millis(kept, pair.get(0)) > millis(kept, pair.get(1))) {
          contradicting.addAll(pair);
        }
      }
      changed = kept.keySet().removeAll(contradicting);
    }
    return kept;
  }

  static boolean isOrdered(Map<String, String> tree) {
    return ordered(tree).size() == tree.size();
  }

  private static long millis(Map<String, String> tree, String path) {
    String value =
        tree.getOrDefault(path, Parameters.find(path).orElseThrow().defaultValue().orElseThrow());
    return TimeUtils.parseDuration(value).toMillis();
  }

  /** As nested maps. */
  static Map<String, Object> nested(Map<String, String> tree) {
    Map<String, Object> root = new LinkedHashMap<>();
    tree.forEach(
        (path, value) -> {
          String[] parts = path.split("\\.");
          Map<String, Object> section = root;
          for (int i = 0; i < parts.length - 1; i++) {
            section = child(section, parts[i]);
          }
          section.put(parts[parts.length - 1], value);
        });
    return root;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> child(Map<String, Object> section, String name) {
    return (Map<String, Object>)
        section.computeIfAbsent(name, added -> new LinkedHashMap<String, Object>());
  }
}
