package io.tideline.runner.script;

import java.util.List;

/** Something in a script is wrong; the message has the place, the line and a caret. */
public final class ScriptException extends Exception {

  private static final long serialVersionUID = 1L;

  public ScriptException(Script script, int offset, String problem) {
    this(script, offset, problem, null);
  }

  public ScriptException(Script script, int offset, String problem, Throwable cause) {
    super(message(script, offset, problem), cause);
  }

  /** Several at once. */
  public ScriptException(List<String> messages) {
    super(String.join("\n", messages));
  }

  /** The message of one problem, as this exception has it. */
  static String message(Script script, int offset, String problem) {
    return script.place(offset) + ": " + problem + "\n" + script.excerpt(offset);
  }
}
