package io.tideline.runner.configuration;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration file as a JSON Schema, by which editors complete names and mark mistakes. */
public final class ConfigurationSchema {

  private final Map<String, Object> root = section("Tideline's configuration.");

  /** The schema's tree, in the order of the parameters. */
  public Map<String, Object> render() {
    for (Parameter parameter : Parameters.all()) {
      int dot = parameter.path().lastIndexOf('.');
      properties(sectionAt(parameter.path().substring(0, dot)))
          .put(parameter.path().substring(dot + 1), value(parameter));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "conf/pipeline.yaml");
    schema.putAll(root);
    return schema;
  }

  private Map<String, Object> sectionAt(String path) {
    Map<String, Object> section = root;
    StringBuilder name = new StringBuilder();
    for (String part : path.split("\\.")) {
      name.append(name.isEmpty() ? "" : ".").append(part);
      section = child(section, part, Parameters.sectionDescription(name.toString()));
    }
    return section;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> child(
      Map<String, Object> section, String name, String description) {
    return (Map<String, Object>)
        properties(section).computeIfAbsent(name, added -> section(description));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Map<String, Object> section) {
    return (Map<String, Object>) section.get("properties");
  }

  /** What is required may also come from the environment, so that nothing is required here. */
  private static Map<String, Object> section(String description) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("description", description);
    section.put("type", List.of("object", "null"));
    section.put("additionalProperties", false);
    section.put("properties", new LinkedHashMap<String, Object>());
    return section;
  }

  private static Map<String, Object> value(Parameter parameter) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put(
        "description",
        String.format(
            "%s %s; or %s.",
            parameter.description(),
            capital(parameter.type().expectation()),
            parameter.environmentName()));
    value.putAll(new TreeMap<>(parameter.type().schema()));
    parameter.defaultValue().ifPresent(text -> value.put("default", typed(parameter, text)));
    List<Object> examples = new ArrayList<>();
    examples.add(typed(parameter, parameter.example()));
    value.put("examples", examples);
    return value;
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static Object typed(Parameter parameter, String text) {
    return parameter.type().isNumber() ? new BigDecimal(text) : text;
  }
}
