package io.tideline.runner.configuration.type;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * A directory: a URI, or a path of this machine; a relative one is below the project's directory.
 */
public record Location() implements ParameterType {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  /** Whether the text is a URI, which begins at no directory of ours. */
  public static boolean isUri(String text) {
    return SCHEME.matcher(text).matches();
  }

  @Override
  public String expectation() {
    return "a path, or a URI such as file:///data/tideline or s3://bucket/tideline";
  }

  @Override
  public boolean accepts(String text) {
    // Nobody would put a home directory or a reference in: they would be names of directories.
    if (text.isBlank()
        || text.startsWith("~")
        || text.contains("${")
        || text.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    try {
      return !isUri(text) || new Path(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "pattern", "^[^~]", "not", Map.of("pattern", "\\$\\{"));
  }
}
