package io.tideline.runner.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known names somebody meant. */
public final class NearestName {

  private NearestName() {}

  /** The known name with the fewest differing letters, unless even that one differs in a third. */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(best -> distance(name, best) <= Math.max(2, name.length() / 3));
  }

  /** " (did you mean 'x'?)", or nothing. */
  public static String hint(String name, Collection<String> known) {
    return of(name, known).map(best -> ", did you mean '" + best + "'?").orElse("");
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
