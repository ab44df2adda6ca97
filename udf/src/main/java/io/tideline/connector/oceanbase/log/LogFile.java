package io.tideline.connector.oceanbase.log;

/** A file of the database's log, as {@code SHOW BINARY LOGS} lists it. */
public final class LogFile {

  private final String name;
  private final long size;

  /**
   * @param size in bytes
   */
  public LogFile(String name, long size) {
    this.name = name;
    this.size = size;
  }

  public String name() {
    return name;
  }

  public long size() {
    return size;
  }

  public int number() {
    return number(name);
  }

  /**
   * {@code mysql-bin.000003} is 3.
   *
   * @throws IllegalArgumentException when the name has no number at its end
   */
  public static int number(String name) {
    try {
      return Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the log file '" + name + "' has no number at its end, as in mysql-bin.000003", e);
    }
  }

  @Override
  public String toString() {
    return name + " (" + size + " bytes)";
  }
}
