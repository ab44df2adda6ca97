package io.tideline.local.demo.verification;

/** A column of a table that is compared. */
public record Column(String name, ColumnType type) {

  public static Column of(String name, ColumnType type) {
    return new Column(name, type);
  }
}
