package io.tideline.runner.configuration.type;

import java.util.Map;
import java.util.regex.Pattern;

/** Where a secret is: in an environment variable or in a file. The secret itself is no value. */
public record SecretReference() implements ParameterType {

  private static final String FORM = "^\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^{}]*[^{}\\s])\\}$";
  private static final Pattern PATTERN = Pattern.compile(FORM);
  private static final String ENVIRONMENT = "${env:";
  private static final String FILE = "${file:";

  /** The reference to an environment variable. */
  public static String toEnvironment(String name) {
    return ENVIRONMENT + name + "}";
  }

  /** The reference to a file. */
  public static String toFile(String path) {
    return FILE + path + "}";
  }

  /** Whether the text says where a value is instead of being one, rightly or not. */
  public static boolean isReference(String text) {
    return (text.startsWith(ENVIRONMENT) || text.startsWith(FILE)) && text.endsWith("}");
  }

  public static boolean isFile(String reference) {
    return reference.startsWith(FILE);
  }

  /** The name of the variable, or the path of the file. */
  public static String target(String reference) {
    return reference.substring(reference.indexOf(':') + 1, reference.length() - 1);
  }

  @Override
  public String expectation() {
    return "${env:NAME} or ${file:PATH}, never the secret itself";
  }

  @Override
  public boolean accepts(String text) {
    return PATTERN.matcher(text).matches();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "pattern", FORM);
  }
}
