package io.tideline.connector.files;

/** Which files and directories below a table's are no data, whatever they hold. */
public final class HiddenName {

  private HiddenName() {}

  /**
   * What is hidden to Hive and Spark is hidden here: names that begin with a dot, and with an
   * underscore unless they name a partition, as {@code _op=DELETE} does.
   */
  public static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_") && !name.contains("=");
  }
}
