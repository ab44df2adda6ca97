package io.tideline.secret;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The value of a secret option: either the value itself or a reference, {@code ${env:NAME}} or
 * {@code ${file:PATH}}, that is resolved only where it is used.
 *
 * <p>Only the reference is kept and serialized, so plans, job graphs and savepoints never hold the
 * value. A reference must exist on every machine that uses it: the client, the JobManager and the
 * TaskManagers.
 */
public final class Secret implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String ENVIRONMENT = "${env:";
  private static final String FILE = "${file:";

  private final String option;
  private final String reference;

  private Secret(String option, String reference) {
    this.option = option;
    this.reference = reference;
  }

  /**
   * @param option the option that holds the reference, named in errors
   */
  public static Secret of(String option, String reference) {
    return new Secret(option, reference);
  }

  /**
   * The value: the environment variable's, the file's without its line end at the end, or the text
   * itself.
   *
   * @throws IllegalStateException when the variable or the file is missing; the message names
   *     option and reference, never a value
   */
  public String resolve() {
    return resolve(System::getenv);
  }

  String resolve(UnaryOperator<String> environment) {
    if (reference.startsWith(ENVIRONMENT) && reference.endsWith("}")) {
      String name = reference.substring(ENVIRONMENT.length(), reference.length() - 1);
      String value = environment.apply(name);
      if (value == null) {
        throw new IllegalStateException(
            String.format(
                "option '%s' refers to the environment variable %s, which is not set here; set it on every machine of "
                    + "the cluster",
                option, name));
      }
      return value;
    }
    if (reference.startsWith(FILE) && reference.endsWith("}")) {
      Path path = Path.of(reference.substring(FILE.length(), reference.length() - 1));
      try {
        return withoutLineEnd(Files.readString(path));
      } catch (IOException e) {
        throw new UncheckedIOException(
            String.format(
                "option '%s' refers to the file %s, which cannot be read here; put it on every machine of the cluster",
                option, path),
            e);
      }
    }
    return reference;
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > 0 && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(0, end);
  }

  /** Never the value. */
  @Override
  public String toString() {
    return reference.startsWith(ENVIRONMENT) || reference.startsWith(FILE) ? reference : "******";
  }
}
