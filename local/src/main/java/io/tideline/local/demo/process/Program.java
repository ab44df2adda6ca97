package io.tideline.local.demo.process;

import java.util.List;
import java.util.Map;

/**
 * A verb of the launcher to run in a process of its own.
 *
 * @param name what people call it
 * @param arguments the verb and its options; no secrets, as others can read them
 * @param environment what is set for it
 * @param heapMegabytes the heap it may use
 */
public record Program(
    String name, List<String> arguments, Map<String, String> environment, int heapMegabytes) {

  public Program {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** Without the environment, where secrets are. */
  @Override
  public String toString() {
    return name + " " + arguments;
  }
}
