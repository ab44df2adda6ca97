package io.tideline.local.demo.verification;

/** One way in which the rebuilt table is not the database's. Prints as a line. */
public record Difference(String key, String what) {

  static Difference notInFiles(String key) {
    return new Difference(key, "is in the database, but not in the files");
  }

  static Difference notInDatabase(String key) {
    return new Difference(key, "is in the files, but not in the database");
  }

  static Difference value(String key, String column, Object inDatabase, Object inFiles) {
    return new Difference(
        key,
        column
            + ": "
            + shown(inDatabase)
            + " in the database, "
            + shown(inFiles)
            + " in the files");
  }

  private static String shown(Object value) {
    if (!(value instanceof String)) {
      return String.valueOf(value);
    }
    String text = (String) value;
    String cut = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return "'" + cut.replace("\n", "\\n") + "'";
  }

  @Override
  public String toString() {
    return key + " " + what;
  }
}
