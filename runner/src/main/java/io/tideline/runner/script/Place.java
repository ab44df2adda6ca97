package io.tideline.runner.script;

/** A character of a script; line and column count from 1. */
public record Place(String file, int line, int column) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
