package io.tideline.runner.script;

import java.util.Optional;

/**
 * One thing that is wrong in a script, or may be.
 *
 * @param place where it stands; empty when it concerns a folder as a whole
 * @param words what is wrong, with the value
 * @param mend what to do about it; may be empty where the words say it
 * @param excerpt the line with a caret below; empty without a place
 */
public record ScriptProblem(Optional<Place> place, String words, String mend, String excerpt) {

  /** A problem at a character of a script. */
  public static ScriptProblem at(Script script, int offset, String words, String mend) {
    return new ScriptProblem(
        Optional.of(script.place(offset)), words, mend, script.excerpt(offset));
  }

  /** A problem that no line alone is to blame for. */
  public static ScriptProblem ofFolder(String words, String mend) {
    return new ScriptProblem(Optional.empty(), words, mend, "");
  }

  /** The words, and what to do. */
  public String sentence() {
    return mend.isEmpty() ? words : words + "; " + mend;
  }

  @Override
  public String toString() {
    return place.map(at -> at + ": ").orElse("")
        + sentence()
        + (excerpt.isEmpty() ? "" : "\n" + excerpt);
  }
}
