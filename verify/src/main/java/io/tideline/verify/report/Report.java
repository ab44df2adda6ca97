package io.tideline.verify.report;

import io.tideline.verify.compare.TableResult;
import java.time.Instant;
import java.util.List;

/**
 * A run of verify.
 *
 * @param database where the rows are, without credentials
 * @param corrections events that were sent through the topic
 * @param setAside files that were moved, where they are now
 */
public record Report(
    Instant started,
    Instant finished,
    String database,
    List<TableResult> results,
    long corrections,
    List<String> setAside) {

  public boolean agrees() {
    return results.stream().allMatch(TableResult::agrees);
  }
}
