package io.tideline.verify.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.verify.compare.TableResult;
import java.io.IOException;
import java.nio.file.Path;

/** The report for programs: all that is known of each table. */
public final class JsonReport {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  public static void write(Report report, Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("started", report.started().toString());
    root.put("finished", report.finished().toString());
    root.put("database", report.database());
    root.put("agrees", report.agrees());
    root.put("corrections", report.corrections());
    root.set("setAside", JSON.valueToTree(report.setAside()));
    for (TableResult result : report.results()) {
      ObjectNode table = root.withArray("tables").addObject();
      table.put("source", result.source());
      table.put("files", result.files());
      table.put("verdict", TextReport.verdict(result));
      table.put("problem", result.problem());
      table.put("settled", result.settled());
      table.set("scope", JSON.valueToTree(result.scope()));
      table.set("rows", JSON.valueToTree(result.rows()));
      table.set("events", JSON.valueToTree(result.events()));
      table.set("first", JSON.valueToTree(result.samples()));
      table.set("ranges", JSON.valueToTree(result.ranges()));
    }
    JSON.writeValue(file.toFile(), root);
  }
}
