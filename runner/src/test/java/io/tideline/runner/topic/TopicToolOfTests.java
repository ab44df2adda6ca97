package io.tideline.runner.topic;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/** Stands in for the connector's tool: prints its arguments. */
public final class TopicToolOfTests implements ToolProvider {

  static final int EXIT_CODE = 42;

  @Override
  public String name() {
    return TopicCreation.TOOL;
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    out.println(String.join(" ", arguments));
    return EXIT_CODE;
  }
}
