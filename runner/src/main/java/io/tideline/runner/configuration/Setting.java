package io.tideline.runner.configuration;

/** A parameter with its value and where that came from. A secret's value is its reference. */
public record Setting(Parameter parameter, String value, Origin origin) {

  private static final String ENVIRONMENT = "${env:";
  private static final String FILE = "${file:";

  /** Whether the text says where a value is instead of being one. */
  static boolean isReference(String text) {
    return (text.startsWith(ENVIRONMENT) || text.startsWith(FILE)) && text.endsWith("}");
  }

  static String environmentReference(String name) {
    return ENVIRONMENT + name + "}";
  }
}
