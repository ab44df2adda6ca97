package io.tideline.connector.files.commit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** The commit log's records as JSON, one a line. A field that is not known is passed over. */
final class LogLines {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String RUN = "run";
  private static final String COMMIT = "commit";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator out;

  LogLines() throws IOException {
    out = JSON.createGenerator(bytes);
    out.setRootValueSeparator(null);
  }

  LogLines add(RunStart run) throws IOException {
    out.writeStartObject();
    out.writeStringField("record", RUN);
    out.writeStringField("run", run.run());
    if (run.parent().isPresent()) {
      out.writeStringField("parentRun", run.parent().get().run());
      out.writeNumberField("parentCheckpoint", run.parent().get().checkpoint());
    }
    out.writeNumberField("startedAt", run.startedAt());
    return end();
  }

  LogLines add(FileCommit commit) throws IOException {
    out.writeStartObject();
    out.writeStringField("record", COMMIT);
    out.writeStringField("run", commit.at().run());
    out.writeNumberField("checkpoint", commit.at().checkpoint());
    out.writeStringField("path", commit.path());
    out.writeNumberField("length", commit.length());
    out.writeNumberField("rows", commit.rows());
    return end();
  }

  private LogLines end() throws IOException {
    out.writeEndObject();
    out.writeRaw('\n');
    return this;
  }

  byte[] bytes() throws IOException {
    out.flush();
    return bytes.toByteArray();
  }

  /**
   * @throws IOException also when it is not a whole log
   */
  static void read(byte[] lines, CommitHistory into) throws IOException {
    try (JsonParser in = JSON.createParser(lines)) {
      while (in.nextToken() != null) {
        Map<String, String> fields = FlatJson.fields(in);
        if (COMMIT.equals(fields.get("record"))) {
          into.add(
              new FileCommit(
                  new RunPoint(text(fields, "run"), number(fields, "checkpoint")),
                  text(fields, "path"),
                  number(fields, "length"),
                  number(fields, "rows")));
        } else if (RUN.equals(fields.get("record"))) {
          RunPoint parent =
              fields.containsKey("parentRun")
                  ? new RunPoint(fields.get("parentRun"), number(fields, "parentCheckpoint"))
                  : null;
          into.add(new RunStart(text(fields, "run"), parent, number(fields, "startedAt")));
        } else {
          throw new IOException("no record of a commit log: " + fields);
        }
      }
    }
  }

  private static String text(Map<String, String> fields, String name) throws IOException {
    String value = fields.get(name);
    if (value == null) {
      throw new IOException("a record lacks '" + name + "': " + fields);
    }
    return value;
  }

  private static long number(Map<String, String> fields, String name) throws IOException {
    try {
      return Long.parseLong(text(fields, name));
    } catch (NumberFormatException e) {
      throw new IOException("a record's '" + name + "' is no number: " + fields, e);
    }
  }
}
