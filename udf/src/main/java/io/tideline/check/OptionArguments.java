package io.tideline.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table's options as the arguments of a tool: {@code key=value} each. */
public final class OptionArguments {

  private OptionArguments() {}

  /**
   * @throws IllegalArgumentException when an argument has no {@code =}
   */
  public static Map<String, String> parse(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("argument '" + argument + "' is not key=value");
      }
      options.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return options;
  }
}
