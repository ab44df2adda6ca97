package io.tideline.runner.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that must not be used, with all its problems, one a line. */
public final class ConfigurationException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient List<Problem> warnings;

  public ConfigurationException(List<Problem> problems) {
    this(problems, List.of());
  }

  ConfigurationException(List<Problem> problems, List<Problem> warnings) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.warnings = List.copyOf(warnings);
  }

  public List<Problem> problems() {
    return problems;
  }

  /** What is allowed but was hardly meant. */
  public List<Problem> warnings() {
    return warnings;
  }
}
