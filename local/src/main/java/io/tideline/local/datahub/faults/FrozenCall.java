package io.tideline.local.datahub.faults;

/**
 * A call that waits for its fault to be cleared.
 *
 * @param goOn answers it after all
 * @param drop closes its connection
 */
record FrozenCall(Runnable goOn, Runnable drop) {}
