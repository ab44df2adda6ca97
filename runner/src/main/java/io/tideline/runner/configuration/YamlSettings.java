package io.tideline.runner.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the values of a YAML file, each with its line and column. */
final class YamlSettings {

  private final Path file;
  private final Map<String, Setting> settings;
  private final List<Problem> problems;

  /**
   * @param settings receives what is read, by path
   * @param problems receives unknown keys, doubled ones, and whatever is no YAML
   */
  YamlSettings(Path file, Map<String, Setting> settings, List<Problem> problems) {
    this.file = file;
    this.settings = settings;
    this.problems = problems;
  }

  /**
   * @return whether the file is there and is YAML
   */
  boolean read() {
    try {
      Compose compose = new Compose(LoadSettings.builder().setLabel(file.toString()).build());
      Optional<Node> root = compose.composeString(Files.readString(file));
      root.ifPresent(node -> readSection("", node));
      return true;
    } catch (MarkedYamlEngineException e) {
      Origin place = e.getProblemMark().map(this::place).orElse(new Origin(file.toString()));
      problems.add(new Problem(place, "YAML", "", e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new Problem(new Origin(file.toString()), "YAML", "", e.getMessage()));
    } catch (IOException e) {
      problems.add(new Problem(new Origin(file.toString()), "file", "", "cannot be read"));
    }
    return false;
  }

  private void readSection(String path, Node node) {
    if (node instanceof ScalarNode && Tag.NULL.equals(node.getTag())) {
      return;
    }
    if (!(node instanceof MappingNode)) {
      problem(node, path.isEmpty() ? "file" : path, "", "is a section, with keys below it");
      return;
    }
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      Node key = tuple.getKeyNode();
      if (key instanceof ScalarNode) {
        String name = ((ScalarNode) key).getValue();
        readEntry(path.isEmpty() ? name : path + "." + name, key, tuple.getValueNode());
      } else {
        problem(key, path, "", "a key must be a plain word");
      }
    }
  }

  private void readEntry(String path, Node key, Node value) {
    Optional<Parameter> parameter = Parameters.find(path);
    if (parameter.isPresent()) {
      readValue(parameter.get(), value);
    } else if (Parameters.isSection(path)) {
      readSection(path, value);
    } else {
      problem(key, path, "", "no such parameter" + NearestName.hint(path, knownNames(path)));
    }
  }

  private void readValue(Parameter parameter, Node value) {
    if (!(value instanceof ScalarNode)) {
      problem(value, parameter.path(), "", "must be " + parameter.type().expectation());
      return;
    }
    if (Tag.NULL.equals(value.getTag())) {
      return;
    }
    Origin origin = value.getStartMark().map(this::place).orElse(new Origin(file.toString()));
    Setting setting = new Setting(parameter, ((ScalarNode) value).getValue(), origin);
    Setting before = settings.putIfAbsent(parameter.path(), setting);
    if (before != null) {
      problem(value, parameter.path(), "", "is already given at " + before.origin());
    }
  }

  /** Parameters and sections: a misspelled section is likelier meant than a parameter in it. */
  private static TreeSet<String> knownNames(String path) {
    long depth = path.chars().filter(c -> c == '.').count() + 1;
    TreeSet<String> names = new TreeSet<>();
    for (Parameter parameter : Parameters.all()) {
      names.add(parameter.path());
      names.add(
          List.of(parameter.path().split("\\.")).stream()
              .limit(depth)
              .collect(Collectors.joining(".")));
    }
    return names;
  }

  private void problem(Node node, String path, String value, String remedy) {
    Origin origin = node.getStartMark().map(this::place).orElse(new Origin(file.toString()));
    problems.add(new Problem(origin, path, value, remedy));
  }

  private Origin place(Mark mark) {
    return Origin.file(file.toString(), mark.getLine() + 1, mark.getColumn() + 1);
  }
}
