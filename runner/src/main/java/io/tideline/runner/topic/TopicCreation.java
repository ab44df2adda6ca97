package io.tideline.runner.topic;

import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import java.io.PrintWriter;
import java.util.List;
import java.util.spi.ToolProvider;

/** Makes the topics of a folder of SQL, where they are missing, by the connector's own tool. */
public final class TopicCreation {

  /** The tool's name; the jar with the connector brings it. */
  static final String TOOL = "tideline-topic";

  private final PipelineConfiguration configuration;
  private final PrintWriter out;
  private final PrintWriter err;

  public TopicCreation(PipelineConfiguration configuration, PrintWriter out, PrintWriter err) {
    this.configuration = configuration;
    this.out = out;
    this.err = err;
  }

  /**
   * @return the exit code: 0 when every topic is there, 2 when one differs from its table, 1 when
   *     the service cannot be used
   * @throws ScriptException when a statement is refused, or none writes to a topic
   */
  public int create(List<RenderedStatement> statements) throws ScriptException {
    List<TopicTable> topics = new TopicTables().in(statements);
    if (topics.isEmpty()) {
      throw new ScriptException(
          List.of(
              "no INSERT INTO a table of the connector 'datahub', so there is no topic to make"));
    }
    ToolProvider tool =
        ToolProvider.findFirst(TOOL)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the jar with the connector 'datahub' is not on the class path"));
    for (TopicTable topic : topics) {
      int exitCode = tool.run(out, err, arguments(topic));
      out.flush();
      err.flush();
      if (exitCode != 0) {
        return exitCode;
      }
    }
    return 0;
  }

  private String[] arguments(TopicTable topic) {
    return topic
        .arguments(
            configuration.integer("datahub.shards"),
            configuration.integer("datahub.lifecycle"),
            configuration.text("datahub.subscription"))
        .toArray(String[]::new);
  }
}
