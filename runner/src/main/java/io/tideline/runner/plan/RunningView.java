package io.tideline.runner.plan;

import java.util.Optional;

/**
 * A running job, as far as a plan for what takes its place tells of it.
 *
 * @param address of its cluster
 * @param routes what becomes of its routes; empty when nobody wrote down what they are
 */
public record RunningView(String address, String id, String state, Optional<RouteChanges> routes) {}
