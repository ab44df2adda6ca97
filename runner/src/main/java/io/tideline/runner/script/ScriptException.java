package io.tideline.runner.script;

import java.util.List;
import java.util.stream.Collectors;

/** Something in a script is wrong; the message has the place, the line and a caret. */
public final class ScriptException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<ScriptProblem> problems;

  private ScriptException(List<ScriptProblem> problems, Throwable cause) {
    super(problems.stream().map(ScriptProblem::toString).collect(Collectors.joining("\n")), cause);
    this.problems = List.copyOf(problems);
  }

  public ScriptException(Script script, int offset, String problem) {
    this(script, offset, problem, null);
  }

  public ScriptException(Script script, int offset, String problem, Throwable cause) {
    this(List.of(ScriptProblem.at(script, offset, problem, "")), cause);
  }

  /** Several at once, of no place. */
  public ScriptException(List<String> messages) {
    this(messages.stream().map(words -> ScriptProblem.ofFolder(words, "")).toList(), null);
  }

  /** Several at once. */
  public static ScriptException of(List<ScriptProblem> problems) {
    return new ScriptException(problems, null);
  }

  public List<ScriptProblem> problems() {
    return problems;
  }
}
