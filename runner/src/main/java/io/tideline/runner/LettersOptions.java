package io.tideline.runner;

import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.letters.LetterStore;
import io.tideline.runner.script.References;
import io.tideline.runner.script.RenderedStatement;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.function.ThrowingConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs over dead letters have in common: where the letters are, and how to answer. */
final class LettersOptions {

  private static final String FOLDER = "replay";

  @Mixin private ProjectOptions project;

  @Option(names = "--json", description = "Answer with JSON.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  LetterStore store() throws Exception {
    return store(reference -> {});
  }

  /** The store for a verb that also writes into the topic, whose access is looked for first. */
  LetterStore storeWithTopic() throws Exception {
    return store(references -> MissingSecrets.refuse(references.used(), project.environment()));
  }

  private LetterStore store(ThrowingConsumer<References, Exception> check) throws Exception {
    PipelineConfiguration configuration = project.configuration();
    new LogSettings(configuration).apply();
    References references = new References(configuration);
    List<RenderedStatement> folder = references.render(project.statements(FOLDER));
    check.accept(references);
    return new LetterStore(folder);
  }

  /** Times as text; all else stands in JSON by itself. */
  static Map<String, Object> json(Map<String, Object> letter) {
    Map<String, Object> values = new LinkedHashMap<>();
    letter.forEach(
        (column, value) ->
            values.put(
                column, value == null || value instanceof Number ? value : value.toString()));
    return values;
  }

  /** How many letters a verb did something to. */
  void report(PrintWriter out, String done, long count, String words) throws Exception {
    if (json) {
      JsonOutput.print(out, new TreeMap<>(Map.of(done, count)));
    } else {
      out.printf("%s: %,d%n", words, count);
      out.flush();
    }
  }
}
