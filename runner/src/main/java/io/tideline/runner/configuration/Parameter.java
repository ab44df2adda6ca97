package io.tideline.runner.configuration;

import java.util.Locale;
import java.util.Optional;

/**
 * The description of one parameter: everything there is to know about it without its value.
 *
 * <pre>{@code
 * Parameter.of("database.port", new WholeNumber(1, 65535)).orElse("2883").described("…")
 * }</pre>
 */
public final class Parameter {

  private static final String ENVIRONMENT_PREFIX = "TIDELINE_";

  private final String path;
  private final ParameterType type;
  private final String defaultValue;
  private final boolean secret;
  private final String description;

  private Parameter(
      String path, ParameterType type, String defaultValue, boolean secret, String description) {
    this.path = path;
    this.type = type;
    this.defaultValue = defaultValue;
    this.secret = secret;
    this.description = description;
  }

  /** A parameter that must be given; {@link #orElse} makes it optional. */
  public static Parameter of(String path, ParameterType type) {
    return new Parameter(path, type, null, false, "");
  }

  /** A parameter whose value is never written down: only {@code ${env:…}} or {@code ${file:…}}. */
  public static Parameter secret(String path) {
    return new Parameter(path, new ParameterType.Text(), null, true, "");
  }

  public Parameter orElse(String value) {
    return new Parameter(path, type, value, secret, description);
  }

  public Parameter described(String text) {
    return new Parameter(path, type, defaultValue, secret, text);
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

  public boolean isSecret() {
    return secret;
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
