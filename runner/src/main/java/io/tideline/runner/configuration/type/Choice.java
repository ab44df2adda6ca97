package io.tideline.runner.configuration.type;

import io.tideline.runner.configuration.NearestName;
import java.util.List;
import java.util.Map;

/** One of several words. */
public record Choice(List<String> words) implements ParameterType {

  public static Choice of(String... words) {
    return new Choice(List.of(words));
  }

  @Override
  public String expectation() {
    return "one of " + String.join(", ", words);
  }

  @Override
  public boolean accepts(String text) {
    return words.contains(text);
  }

  @Override
  public String remedy(String text) {
    return "must be " + expectation() + NearestName.hint(text, words);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("enum", words);
  }
}
