package io.tideline.connector.changes;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.catalog.ObjectIdentifier;

/** What every table over a stream has: its name in the SQL and the stream that it reads. */
final class StreamTable {

  private final ObjectIdentifier identifier;
  private final StreamSpec spec;

  StreamTable(ObjectIdentifier identifier, StreamSpec spec) {
    this.identifier = identifier;
    this.spec = spec;
  }

  String name() {
    return identifier.asSummaryString();
  }

  /** As a person writes it: dead letters name it, so no catalog that another session lacks. */
  String route() {
    return identifier.getDatabaseName() + "." + identifier.getObjectName();
  }

  boolean isBounded() {
    return spec.source().isBounded();
  }

  SharedStream stream(StreamExecutionEnvironment environment) {
    return SharedStreams.of(environment, spec, name());
  }
}
