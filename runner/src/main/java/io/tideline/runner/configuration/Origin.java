package io.tideline.runner.configuration;

/**
 * Where a value came from, in the words that messages use: {@code conf/pipeline.yaml:4:9}, {@code
 * environment TIDELINE_DATABASE_HOST}, {@code --set} or {@code default}.
 */
public record Origin(String words) {

  static final Origin DEFAULT = new Origin("default");
  static final Origin SET = new Origin("--set");

  static Origin environment(String name) {
    return new Origin("environment " + name);
  }

  static Origin file(String file, int line, int column) {
    return new Origin(file + ":" + line + ":" + column);
  }

  @Override
  public String toString() {
    return words;
  }
}
