package io.tideline.verify.files;

/**
 * A finished file as it was when it was listed; another size or time is another file.
 *
 * @param modified milliseconds since 1970
 */
public record EventFile(String path, long size, long modified) {}
