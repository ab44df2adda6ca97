package io.tideline.verify.compare;

import java.time.Duration;

/**
 * How tables are compared.
 *
 * @param rowsPerRange of the database, in a range that is read at once
 * @param fewRows of which a range has no more is not halved but looked at row by row
 * @param patience how long to wait for changes that are in flight
 * @param poll between two looks while waiting
 * @param shown how many differences, duplicates and gaps of a table a report shows
 */
public record CheckSettings(
    long rowsPerRange, long fewRows, Duration patience, Duration poll, int shown) {}
