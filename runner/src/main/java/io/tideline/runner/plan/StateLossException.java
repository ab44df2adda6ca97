package io.tideline.runner.plan;

import io.tideline.runner.RefusedException;
import io.tideline.runner.plan.StateComparison.Gone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A job cannot start from a checkpoint without losing state; the message names what. */
public final class StateLossException extends RefusedException {

  private static final long serialVersionUID = 1L;

  private StateLossException(String message) {
    super(message);
  }

  static StateLossException of(StateComparison comparison) {
    return new StateLossException(message(comparison));
  }

  static StateLossException ofRemovedRoutes(String path, Collection<String> routes) {
    return new StateLossException(
        "%s: the route into %s is gone, and rows in files that it has not finished would be lost;"
                .formatted(path, String.join(", ", routes))
            + " bring it back and use 'tideline restart', which finishes them first, or say --drop-state "
            + String.join(",", routes));
  }

  private static String message(StateComparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add("the job cannot go on from " + comparison.saved().path() + ":");
    comparison.lost().forEach(gone -> lines.add("  the state of " + gone.name() + reason(gone)));
    comparison.conflicts().forEach(conflict -> lines.add("  " + conflict));
    lines.add(
        "bring back what the scripts had, or start from an earlier point, or fresh; 'tideline plan'"
            + " shows the whole comparison");
    return String.join("\n", lines);
  }

  static String reason(Gone gone) {
    return gone.known().isEmpty()
        ? " would be lost: no operator of the job has this id, and no start before named it"
        : " would be lost: the scripts have no such operator any more";
  }
}
