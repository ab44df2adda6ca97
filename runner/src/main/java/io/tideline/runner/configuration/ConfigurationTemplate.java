package io.tideline.runner.configuration;

import io.tideline.runner.configuration.type.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/**
 * A configuration file to fill in: what must be given as an example, and every other parameter in a
 * comment with its default.
 */
public final class ConfigurationTemplate {

  private static final int WIDTH = 118;

  private static final String HEAD =
      """
      # yaml-language-server: $schema=pipeline.schema.json
      #
      # Tideline's configuration. A line such as #port: 2883 tells a default; take its # away to give another value.
      # Every parameter can also come from the environment, which wins over this file (datahub.accessId is
      # TIDELINE_DATAHUB_ACCESS_ID), and from --set datahub.topic=changes, which wins over both. A secret is never written
      # here, only where it is: ${env:NAME} or ${file:PATH}. Relative paths begin at the project's directory.
      # './tideline config check' names every mistake, './tideline config show' what is in force.
      """;

  private final StringBuilder text = new StringBuilder(HEAD);
  private final Deque<String> open = new ArrayDeque<>();

  /** The text of the file. */
  public String render() {
    for (Parameter parameter : Parameters.all()) {
      List<String> parts = Arrays.asList(parameter.path().split("\\."));
      enter(parts.subList(0, parts.size() - 1));
      comment(meaning(parameter));
      String entry = parts.get(parts.size() - 1) + ": " + scalar(parameter);
      line(parameter.defaultValue().isPresent() ? "#" + entry : entry);
    }
    return text.toString();
  }

  private void enter(List<String> sections) {
    while (open.size() > sections.size() || !sections.subList(0, open.size()).equals(path())) {
      open.removeLast();
    }
    for (String section : sections.subList(open.size(), sections.size())) {
      if (open.isEmpty()) {
        text.append('\n');
      }
      List<String> path = new ArrayList<>(open);
      path.add(section);
      comment(Parameters.sectionDescription(String.join(".", path)));
      line(section + ":");
      open.addLast(section);
    }
  }

  private List<String> path() {
    return List.copyOf(open);
  }

  private static String meaning(Parameter parameter) {
    if (parameter.type() instanceof Text) {
      return parameter.description();
    }
    String type = parameter.type().expectation();
    return String.format(
        "%s %s%s.",
        parameter.description(), Character.toUpperCase(type.charAt(0)), type.substring(1));
  }

  private void comment(String words) {
    int width = WIDTH - 2 * open.size();
    StringBuilder line = new StringBuilder("#");
    for (String word : words.split(" ")) {
      if (line.length() + 1 + word.length() > width) {
        line(line.toString());
        line.setLength(1);
      }
      line.append(' ').append(word);
    }
    line(line.toString());
  }

  private void line(String content) {
    text.append("  ".repeat(open.size())).append(content).append('\n');
  }

  private static String scalar(Parameter parameter) {
    return parameter.type().isNumber()
        ? parameter.example()
        : new Dump(DumpSettings.builder().build()).dumpToString(parameter.example()).strip();
  }
}
