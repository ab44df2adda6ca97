package io.tideline.runner.life;

import io.tideline.runner.JsonOutput;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What a verb prints: lines as things happen, or with {@code --json} one array at the end, while
 * the lines go to standard error.
 */
final class Output {

  @Option(
      names = "--json",
      description = "Print an array of objects; progress goes to standard error.")
  private boolean json;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  private final List<Map<String, Object>> objects = new ArrayList<>();

  /** A line that tells what is going on. */
  void say(String line) {
    PrintWriter out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** A part of the verb's result, in both forms. */
  void result(Map<String, Object> object, String lines) {
    objects.add(object);
    if (!json) {
      say(lines);
    }
  }

  void end() throws JsonProcessingException {
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), objects);
    }
  }
}
