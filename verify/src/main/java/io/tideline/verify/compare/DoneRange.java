package io.tideline.verify.compare;

/**
 * A range that was compared.
 *
 * @param label its ends
 * @param agrees at the first look; what differed may have been in flight
 */
public record DoneRange(String label, long inDatabase, long inFiles, boolean agrees) {}
