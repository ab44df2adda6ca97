package io.tideline.connector.changes;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A stream as one of its tables describes it. */
final class StreamSpec {

  private final String name;
  private final Pattern unrouted;
  private final StreamSource source;
  private final Map<String, String> options;
  private final boolean batch;

  /**
   * @param options all that tables of one stream must agree on
   * @param batch whether the job runs in batch mode, which is more than that its source ends
   */
  StreamSpec(
      String name,
      Pattern unrouted,
      StreamSource source,
      Map<String, String> options,
      boolean batch) {
    this.name = name;
    this.unrouted = unrouted;
    this.source = source;
    this.options = Map.copyOf(options);
    this.batch = batch;
  }

  String name() {
    return name;
  }

  Pattern unrouted() {
    return unrouted;
  }

  StreamSource source() {
    return source;
  }

  boolean isBatch() {
    return batch;
  }

  /** The options in which the other differs. Their values may be secrets: names only. */
  Set<String> differences(StreamSpec other) {
    Set<String> different = new TreeSet<>(options.keySet());
    different.addAll(other.options.keySet());
    different.removeIf(
        key -> options.containsKey(key) && options.get(key).equals(other.options.get(key)));
    return different;
  }
}
