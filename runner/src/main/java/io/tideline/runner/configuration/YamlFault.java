package io.tideline.runner.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says what is wrong with a text that is no YAML, in words for whoever wrote it. The parser's own
 * words can hold a piece of the text, which may be a secret, so none of them are passed on.
 */
final class YamlFault {

  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("TAB", "a tab stands where only blanks can; indent with blanks");
    WORDS.put(
        "mapping values are not allowed",
        "a ':' stands where none can; put the value in quotes, or mend the indentation");
    WORDS.put(
        "undefined alias",
        "a value that begins with * is an alias, of which there is no anchor; put the value in quotes");
    WORDS.put("tag handle", "a value that begins with ! is a tag; put the value in quotes");
    WORDS.put(
        "cannot start any token",
        "a character stands here that begins no value; put the value in quotes");
    WORDS.put(
        "expected <block end>",
        "the indentation is not that of the lines above, or a value ended before; mend it");
    WORDS.put(
        "could not find expected ':'", "a key without its ':', or a value without its indentation");
    WORDS.put("',' or ']'", "a list that is not closed; end it with ], or put the value in quotes");
    WORDS.put("',' or '}'", "a map that is not closed; end it with }, or put the value in quotes");
    WORDS.put("end of stream", "a quote that is not closed");
    WORDS.put("another document", "one document is read; remove what follows ---");
    WORDS.put("special characters", "a character that YAML does not allow; remove it");
    WORDS.put("escape", "an escape that is none; write the value in single quotes");
  }

  private YamlFault() {}

  /**
   * @param problem what the parser says
   */
  static String words(String problem) {
    return WORDS.entrySet().stream()
        .filter(entry -> problem != null && problem.contains(entry.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse("is no YAML from here on; mend it, or put the value in quotes");
  }
}
