package io.tideline.runner.compile;

import io.tideline.runner.script.RenderedStatement;
import java.util.Map;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedSchema;

/**
 * A table as its statement declares it.
 *
 * @param options those of the statement and of the tables that it is LIKE; secrets are references
 */
public record DeclaredTable(
    ObjectIdentifier identifier,
    Map<String, String> options,
    ResolvedSchema schema,
    RenderedStatement statement) {

  /** Database and name, as a person writes it. */
  public String name() {
    return identifier.getDatabaseName() + "." + identifier.getObjectName();
  }

  public String connector() {
    return options.getOrDefault("connector", "");
  }
}
