package io.tideline.local.demo;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What the user asked for.
 *
 * @param home the project's directory, with the launcher
 * @param data where everything of the demo lives
 * @param changes end when the shop has had this many changes since it was made; empty for never
 * @param rate changes a second at most
 * @param webPort where to look for a free port for Flink's two web pages
 */
public record DemoSettings(Path home, Path data, OptionalLong changes, double rate, int webPort) {}
