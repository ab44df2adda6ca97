package io.tideline.runner.compile;

import io.tideline.runner.script.RenderedStatement;
import java.util.Set;
import org.apache.flink.table.catalog.ObjectIdentifier;

/**
 * One INSERT.
 *
 * @param target where the rows go
 * @param sources the declared tables that it names, also by way of views
 * @param views the declarations of those views
 */
public record Route(
    ObjectIdentifier target,
    Set<ObjectIdentifier> sources,
    Set<RenderedStatement> views,
    RenderedStatement statement) {

  /** Database and name of the target, as a person writes it. */
  public String name() {
    return target.getDatabaseName() + "." + target.getObjectName();
  }
}
