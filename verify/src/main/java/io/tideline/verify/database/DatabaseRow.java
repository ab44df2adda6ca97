package io.tideline.verify.database;

import java.util.List;

/**
 * A row as it is compared.
 *
 * @param key the text of the key's columns
 * @param digest of its exact columns
 * @param floating its floating numbers; null for NULL
 */
public record DatabaseRow(List<String> key, String digest, List<Double> floating) {}
