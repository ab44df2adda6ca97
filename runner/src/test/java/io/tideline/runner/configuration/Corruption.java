package io.tideline.runner.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * A configuration file in which one thing is wrong.
 *
 * @param place where: how a text goes on after the file's name
 * @param named what an error has to name
 */
public record Corruption(String yaml, String place, String named) {

  /** The file as it is right. */
  public static Corruption none(Map<String, String> tree) {
    return new Corruption(new YamlText(YamlText.quoted(tree)).toString(), "", "");
  }

  /** Anything that can go wrong with any parameter of any configuration. */
  public static Arbitrary<Corruption> any() {
    return ConfigurationTree.right()
        .flatMap(tree -> Arbitraries.of(Parameters.all()).flatMap(chosen -> of(tree, chosen)))
        .withoutEdgeCases();
  }

  private static Arbitrary<Corruption> of(Map<String, String> tree, Parameter parameter) {
    String path = parameter.path();
    Map<String, String> written =
        YamlText.quoted(ConfigurationTree.with(tree, path, parameter.example()));
    Arbitrary<Corruption> value =
        ParameterValues.wrong(parameter)
            .map(wrong -> atValue(written, path, YamlText.quoted(wrong)));
    Arbitrary<Corruption> structure =
        Arbitraries.of("[]", "[x]", "{}", "{x: y}").map(yaml -> atValue(written, path, yaml));
    Arbitrary<Corruption> key =
        Arbitraries.strings()
            .withChars("xyz")
            .ofMinLength(1)
            .ofMaxLength(2)
            .map(end -> misspelt(written, path, path + end));
    Arbitrary<Corruption> twice = Arbitraries.just(twice(written, path));
    // Where the parser notices it is its own business.
    Arbitrary<Corruption> syntax =
        Arbitraries.of(
                "\t- x", "a: b", "*hush", "@hush", "`hush`", "\"hush\" x", "[hush", "!hush!x y")
            .map(yaml -> atValue(written, path, yaml).elsewhere("YAML"));
    Arbitrary<Corruption> any = Arbitraries.oneOf(value, structure, key, twice, syntax);
    Map<String, String> without = new LinkedHashMap<>(written);
    without.remove(path);
    Corruption missing = new Corruption(new YamlText(without).toString(), ": ", path);
    return parameter.defaultValue().isPresent()
        ? any
        : Arbitraries.oneOf(any, any, any, Arbitraries.just(missing));
  }

  private Corruption elsewhere(String what) {
    return new Corruption(yaml, ":", what);
  }

  private static Corruption atValue(Map<String, String> written, String path, String yaml) {
    YamlText text = new YamlText(ConfigurationTree.with(written, path, yaml));
    return new Corruption(text.toString(), text.valuePlace(path) + ": ", path);
  }

  private static Corruption misspelt(Map<String, String> written, String path, String wrong) {
    Map<String, String> changed = new LinkedHashMap<>(written);
    changed.put(wrong, changed.remove(path));
    YamlText text = new YamlText(changed);
    return new Corruption(text.toString(), text.keyPlace(wrong) + ": ", wrong);
  }

  private static Corruption twice(Map<String, String> written, String path) {
    YamlText text = new YamlText(written);
    List<String> lines = text.toString().lines().toList();
    int line = Integer.parseInt(text.keyPlace(path).split(":")[1]);
    StringBuilder doubled = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      doubled.append(lines.get(i)).append('\n');
      if (i == line - 1) {
        doubled.append(lines.get(i)).append('\n');
      }
    }
    String column = text.keyPlace(path).split(":")[2];
    return new Corruption(doubled.toString(), ":" + (line + 1) + ":" + column + ": ", path);
  }
}
