package io.tideline.runner.configuration.type;

import java.util.Map;

/**
 * What a parameter's value may be. A value stays text; its type says whether the text is right, and
 * what would be.
 */
public sealed interface ParameterType
    permits Address,
        Choice,
        Decimal,
        Host,
        Location,
        Name,
        RegularExpressions,
        SecretReference,
        Size,
        Text,
        TimeSpan,
        TimeZone,
        WholeNumber {

  /** What would be right, as the end of an error message: "a whole number from 1 to 65535". */
  String expectation();

  /** Whether the text is a value of this type. */
  boolean accepts(String text);

  /** How to mend a text that is not accepted. */
  default String remedy(String text) {
    return "must be " + expectation();
  }

  /** Whether the value stands in SQL as a number; everything else stands there as a string. */
  default boolean isNumber() {
    return false;
  }

  /** The same in the words of JSON Schema, as far as it has words for it. */
  Map<String, Object> schema();
}
