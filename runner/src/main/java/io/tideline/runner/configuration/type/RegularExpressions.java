package io.tideline.runner.configuration.type;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of Java, separated by commas. The connector splits at every comma, so that
 * none can stand inside one, as it would in {@code a{1,2}}.
 */
public record RegularExpressions() implements ParameterType {

  @Override
  public String expectation() {
    return "a regular expression, or several separated by commas";
  }

  @Override
  public boolean accepts(String text) {
    return fault(text).isEmpty();
  }

  @Override
  public String remedy(String text) {
    return "must be " + expectation() + fault(text);
  }

  private static String fault(String text) {
    for (String expression : text.split(",", -1)) {
      if (expression.isBlank()) {
        return "; one of them is empty";
      }
      try {
        Pattern.compile(expression.strip());
      } catch (PatternSyntaxException e) {
        return String.format("; '%s' has an error: %s", expression.strip(), e.getDescription());
      }
    }
    return "";
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", List.of("string", "integer"), "pattern", "\\S");
  }
}
