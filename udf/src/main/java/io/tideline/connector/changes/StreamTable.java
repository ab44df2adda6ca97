package io.tideline.connector.changes;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What every table over a stream has: its name in the SQL and the stream that it reads. */
final class StreamTable {

  private final String name;
  private final StreamSpec spec;

  StreamTable(String name, StreamSpec spec) {
    this.name = name;
    this.spec = spec;
  }

  String name() {
    return name;
  }

  boolean isBounded() {
    return spec.source().isBounded();
  }

  SharedStream stream(StreamExecutionEnvironment environment) {
    return SharedStreams.of(environment, spec, name);
  }
}
