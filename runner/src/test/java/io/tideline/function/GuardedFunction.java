package io.tideline.function;

import org.apache.flink.table.functions.ScalarFunction;

/** In the place of that of the other jar, which this module does not know but by name. */
public abstract class GuardedFunction extends ScalarFunction {}
