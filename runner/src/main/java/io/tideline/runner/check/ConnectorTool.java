package io.tideline.runner.check;

import io.tideline.runner.check.CheckLine.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;

/** A check that comes with the jar of the connectors, found by its name. */
final class ConnectorTool {

  private static final int FIELDS = 3;

  private final String name;

  ConnectorTool(String name) {
    this.name = name;
  }

  /**
   * @param first what comes before the options
   * @param options of the table
   */
  List<CheckLine> run(String target, List<String> first, Map<String, String> options) {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the jar with the connectors is not on the class path; it has " + name));
    List<String> arguments = new ArrayList<>(first);
    new TreeMap<>(options).forEach((key, value) -> arguments.add(key + "=" + value));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    tool.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    List<CheckLine> lines = new ArrayList<>();
    out.toString().lines().forEach(line -> lines.add(read(target, line)));
    if (!err.toString().isBlank()) {
      lines.add(CheckLine.fail(target, err.toString().strip(), ""));
    }
    return lines;
  }

  private CheckLine read(String target, String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalStateException(name + " printed a line that is none: " + line);
    }
    return new CheckLine(
        Result.valueOf(fields[0].toUpperCase(Locale.ROOT)), target, fields[1], fields[2]);
  }
}
