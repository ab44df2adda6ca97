package io.tideline.runner;

import java.io.PrintWriter;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.util.DefaultIndenter;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectWriter;

/** Prints what {@code --json} asks for, indented, the same on every system. */
public final class JsonOutput {

  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .writer(
              new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

  private JsonOutput() {}

  /**
   * @param value maps, lists and what stands in JSON by itself
   */
  public static void print(PrintWriter out, Object value) throws JsonProcessingException {
    out.println(text(value));
    out.flush();
  }

  public static String text(Object value) throws JsonProcessingException {
    return WRITER.writeValueAsString(value);
  }
}
