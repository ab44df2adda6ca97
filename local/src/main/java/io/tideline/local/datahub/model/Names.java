package io.tideline.local.datahub.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of projects, topics and columns: letters, digits and underscores, a letter first, in any
 * case.
 */
final class Names {
  private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9_]{2,31}");
  private static final Pattern TOPIC = Pattern.compile("[a-z][a-z0-9_]{0,127}");

  private Names() {}

  static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static String requireProject(String name) {
    return require(name, PROJECT, "project", "3 to 32");
  }

  static String requireColumn(String name) {
    return require(name, TOPIC, "column", "1 to 128");
  }

  static String requireTopic(String name) {
    return require(name, TOPIC, "topic", "1 to 128");
  }

  private static String require(String name, Pattern pattern, String kind, String length) {
    String canonical = canonical(name);
    if (!pattern.matcher(canonical).matches()) {
      throw ServiceException.invalid(
          "'"
              + name
              + "' cannot be a "
              + kind
              + "'s name: use "
              + length
              + " letters, digits and underscores, a letter first.");
    }
    return canonical;
  }
}
