package io.tideline.runner.script;

import java.util.List;

/**
 * A name in a statement, such as {@code files.orders}.
 *
 * @param parts without their quotes
 * @param offset of its first character in the script
 */
public record Name(List<String> parts, int offset) {}
