package io.tideline.runner.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
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
   * @return whether the file is there and is YAML, so that what it does not say is missing
   */
  boolean read() {
    Origin whole = new Origin(file.toString());
    try {
      Compose compose = new Compose(LoadSettings.builder().setLabel(file.toString()).build());
      Optional<Node> root = compose.composeString(Files.readString(file));
      root.ifPresent(node -> readSection("", node));
      return true;
    } catch (MarkedYamlEngineException e) {
      Origin place = e.getProblemMark().map(this::place).orElse(whole);
      problems.add(new Problem(place, "YAML", "", YamlFault.words(e.getProblem())));
    } catch (YamlEngineException e) {
      problems.add(new Problem(whole, "YAML", "", YamlFault.words(e.getMessage())));
    } catch (CharacterCodingException e) {
      problems.add(new Problem(whole, "YAML", "", "is not written in UTF-8; save it so"));
    } catch (NoSuchFileException e) {
      problems.add(new Problem(whole, "", "", "there is no such file"));
    } catch (IOException e) {
      problems.add(new Problem(whole, "", "", "cannot be read (" + e + ")"));
    }
    return false;
  }

  private void readSection(String path, Node node) {
    if (node instanceof ScalarNode && Tag.NULL.equals(node.getTag())) {
      return;
    }
    if (!(node instanceof MappingNode)) {
      String found = node instanceof SequenceNode ? "not a list" : "not a value";
      problem(node, path.isEmpty() ? "file" : path, "is a section, with keys below it, " + found);
      return;
    }
    Map<String, Node> seen = new HashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode)) {
        problem(key, path, "a key must be a plain word");
        continue;
      }
      String name = ((ScalarNode) key).getValue();
      String below = path.isEmpty() ? name : path + "." + name;
      Node before = seen.putIfAbsent(name, key);
      if (before != null) {
        problem(key, below, "is already given at " + origin(before) + "; remove one");
      } else {
        readEntry(below, key, tuple.getValueNode());
      }
    }
  }

  private void readEntry(String path, Node key, Node value) {
    Optional<Parameter> parameter = Parameters.find(path);
    if (parameter.isPresent()) {
      readValue(parameter.get(), value);
    } else if (Parameters.isSection(path)) {
      readSection(path, value);
    } else if (path.endsWith("<<")) {
      problem(key, path, "keys cannot be merged here; write them out");
    } else {
      problem(key, path, "no such parameter" + NearestName.hintForPath(path, Parameters.names()));
    }
  }

  private void readValue(Parameter parameter, Node value) {
    if (!(value instanceof ScalarNode)) {
      String found = value instanceof SequenceNode ? "a list" : "a section";
      problem(
          value, parameter.path(), "must be " + parameter.type().expectation() + ", not " + found);
      return;
    }
    if (!Tag.NULL.equals(value.getTag())) {
      String text = ((ScalarNode) value).getValue();
      settings.put(parameter.path(), new Setting(parameter, text, origin(value)));
    }
  }

  private void problem(Node node, String path, String remedy) {
    problems.add(new Problem(origin(node), path, "", remedy));
  }

  private Origin origin(Node node) {
    return node.getStartMark().map(this::place).orElse(new Origin(file.toString()));
  }

  private Origin place(Mark mark) {
    return Origin.file(file.toString(), mark.getLine() + 1, mark.getColumn() + 1);
  }
}
