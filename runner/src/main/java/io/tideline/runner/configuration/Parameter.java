package io.tideline.runner.configuration;

import io.tideline.runner.configuration.type.ParameterType;
import io.tideline.runner.configuration.type.SecretReference;
import java.util.Locale;
import java.util.Optional;

/**
 * The description of one parameter: everything there is to know about it without its value.
 * Loading, checks, the template, the schema and the table in the documents are made from it.
 *
 * <pre>{@code
 * Parameter.of("database.port", new WholeNumber(1, 65535)).orElse("2883").described("…")
 * }</pre>
 */
public final class Parameter {

  /** What begins the name of every environment variable of ours. */
  static final String ENVIRONMENT_PREFIX = "TIDELINE_";

  private final String path;
  private final ParameterType type;
  private final String defaultValue;
  private final String example;
  private final String description;

  private Parameter(
      String path, ParameterType type, String defaultValue, String example, String description) {
    this.path = path;
    this.type = type;
    this.defaultValue = defaultValue;
    this.example = example;
    this.description = description;
  }

  /** A parameter that must be given; {@link #orElse} makes it optional. */
  public static Parameter of(String path, ParameterType type) {
    return new Parameter(path, type, null, null, "");
  }

  /** A parameter whose value is never written down: only {@code ${env:…}} or {@code ${file:…}}. */
  public static Parameter secret(String path) {
    Parameter secret = of(path, new SecretReference());
    return secret.example(SecretReference.toEnvironment(secret.environmentName()));
  }

  public Parameter orElse(String value) {
    return new Parameter(path, type, value, example, description);
  }

  /** A value as it might be; the template has it where there is no default. */
  public Parameter example(String value) {
    return new Parameter(path, type, defaultValue, value, description);
  }

  /**
   * @param text a sentence or two, with what the value does
   */
  public Parameter described(String text) {
    return new Parameter(path, type, defaultValue, example, text);
  }

  /** Sections and name with dots: {@code deliver.checkpoint.interval}. */
  public String path() {
    return path;
  }

  public ParameterType type() {
    return type;
  }

  /** Empty when the parameter is required. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** The example, or else the default. */
  public String example() {
    return example == null ? defaultValue : example;
  }

  public boolean isSecret() {
    return type instanceof SecretReference;
  }

  public String description() {
    return description;
  }

  /** The environment variable that wins over the file: {@code TIDELINE_DATAHUB_ACCESS_ID}. */
  public String environmentName() {
    StringBuilder name = new StringBuilder(ENVIRONMENT_PREFIX);
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(c == '.' ? '_' : c);
    }
    return name.toString().toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return path;
  }
}
