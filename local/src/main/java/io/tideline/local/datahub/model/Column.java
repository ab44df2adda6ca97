package io.tideline.local.datahub.model;

/** One column of a TUPLE topic. */
public record Column(String name, ColumnType type, boolean notNull, String comment) {}
