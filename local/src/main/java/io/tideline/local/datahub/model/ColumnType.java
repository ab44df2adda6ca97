package io.tideline.local.datahub.model;

import java.util.Arrays;
import java.util.Locale;

/** The service's column types; TIMESTAMP is in microseconds. */
public enum ColumnType {
  BIGINT,
  DOUBLE,
  BOOLEAN,
  TIMESTAMP,
  STRING,
  DECIMAL,
  INTEGER,
  FLOAT,
  TINYINT,
  SMALLINT;

  public static ColumnType of(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ServiceException.invalid(
          "Column type '" + name + "' is unknown; use one of " + Arrays.toString(values()) + ".");
    }
  }
}
