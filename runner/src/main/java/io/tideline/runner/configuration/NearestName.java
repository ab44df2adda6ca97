package io.tideline.runner.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known names somebody meant. */
public final class NearestName {

  /** More candidates than this help nobody. */
  private static final int MOST = 3;

  private NearestName() {}

  /** The known name with the fewest differing letters, unless even that one differs in a third. */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(best -> distance(name, best) <= Math.max(2, name.length() / 3));
  }

  /** ", did you mean 'x'?", or nothing. */
  public static String hint(String name, Collection<String> known) {
    return of(name, known).map(best -> ", did you mean '" + best + "'?").orElse("");
  }

  /** The same for a name with dots, which may also be right but stand in the wrong section. */
  static String hintForPath(String path, Collection<String> known) {
    String end = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    List<String> elsewhere =
        known.stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).endsWith("." + end))
            .filter(name -> !name.equals(path))
            .toList();
    Optional<String> nearest = of(path, known);
    if (nearest.isEmpty() && !elsewhere.isEmpty() && elsewhere.size() <= MOST) {
      return ", did you mean '" + String.join("' or '", elsewhere) + "'?";
    }
    return nearest.map(best -> ", did you mean '" + best + "'?").orElse("");
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
