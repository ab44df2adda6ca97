package io.tideline.runner.configuration;

/**
 * One thing that is wrong with a configuration.
 *
 * @param origin where it stands
 * @param path the parameter, or the key that is none
 * @param value the value; never a secret's
 * @param remedy what would be right
 */
public record Problem(Origin origin, String path, String value, String remedy) {

  @Override
  public String toString() {
    return value.isEmpty()
        ? String.format("%s: %s: %s", origin, path, remedy)
        : String.format("%s: %s: %s: %s", origin, path, value, remedy);
  }
}
