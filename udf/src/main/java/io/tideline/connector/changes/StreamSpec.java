package io.tideline.connector.changes;

import io.tideline.connector.changes.gate.GateSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A stream as one of its tables describes it. */
final class StreamSpec {

  private final String name;
  private final GateSettings gate;
  private final StreamSource source;
  private final Map<String, String> options;

  /**
   * @param options all that tables of one stream must agree on
   */
  StreamSpec(String name, GateSettings gate, StreamSource source, Map<String, String> options) {
    this.name = name;
    this.gate = gate;
    this.source = source;
    this.options = Map.copyOf(options);
  }

  String name() {
    return name;
  }

  GateSettings gate() {
    return gate;
  }

  StreamSource source() {
    return source;
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
