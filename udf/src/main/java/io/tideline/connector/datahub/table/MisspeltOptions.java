package io.tideline.connector.datahub.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.DynamicTableFactory;

/** Tells which option was meant; Flink's own error lists the forty there are. */
final class MisspeltOptions {

  /** Of every table, whatever its connector. */
  private static final List<String> GENERAL = List.of("connector", "property-version", "endpoint");

  private static final String ENRICHED = "scan.watermark.";

  private MisspeltOptions() {}

  /**
   * @throws ValidationException when a key is so near to an option that it must be meant; what is
   *     not near to any is left to Flink's check
   */
  static void check(Collection<String> keys, DynamicTableFactory factory) {
    List<String> known =
        Stream.concat(
                GENERAL.stream(),
                Stream.concat(
                        factory.requiredOptions().stream(), factory.optionalOptions().stream())
                    .map(ConfigOption::key))
            .collect(Collectors.toList());
    List<String> misspelt =
        keys.stream()
            .filter(key -> !known.contains(key) && !key.startsWith(ENRICHED))
            .flatMap(
                key ->
                    meant(key, known)
                        .map(option -> "'" + key + "' (did you mean '" + option + "'?)"))
            .sorted()
            .collect(Collectors.toList());
    if (!misspelt.isEmpty()) {
      throw new ValidationException("there is no option " + String.join(", no option ", misspelt));
    }
  }

  private static Stream<String> meant(String key, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(option -> distance(plain(key), plain(option))))
        .filter(best -> distance(plain(key), plain(best)) <= key.length() / 4)
        .stream();
  }

  /** Case and separators are where spellings differ most. */
  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(".", "");
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
