package io.tideline.local.datahub.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.model.Column;
import io.tideline.local.datahub.model.Schema;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.protocol.JsonRecord;
import io.tideline.local.datahub.storage.ShardLog;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The newest records of one shard. */
final class ShardPage {
  private static final int RECORDS = 20;
  private static final int MOST_BYTES = 1024 * 1024;

  private final Catalog catalog;

  ShardPage(Catalog catalog) {
    this.catalog = catalog;
  }

  Reply html(String projectName, String topicName, String shardId) throws IOException {
    Topic topic = catalog.project(projectName).topic(topicName);
    ShardLog log = topic.log(shardId);
    Schema schema = topic.settings().schema();
    List<String> rows = new ArrayList<>();
    long from = Math.max(log.oldestSequence(), log.nextSequence() - RECORDS);
    log.read(
        from,
        RECORDS,
        MOST_BYTES,
        (sequence, time, bytes, at, length) -> {
          ObjectNode record = Reply.object();
          JsonRecord.fromEntry(bytes, at, length, schema != null, record);
          rows.add(row(sequence, time, record, schema));
        });
    Collections.reverse(rows);
    return Reply.html(
        Html.page(
            topic.name() + ", shard " + shardId,
            "<p>The newest "
                + RECORDS
                + " records. <a href=\"/\">All shards</a>.</p>\n<table><tr>"
                + header(schema)
                + String.join("", rows)
                + "</table>"));
  }

  private static String header(Schema schema) {
    StringBuilder header = new StringBuilder("<th class=n>Sequence<th>System time");
    if (schema == null) {
      header.append("<th>Data (base64)");
    } else {
      schema.columns().forEach(column -> header.append("<th>").append(name(column)));
    }
    return header.append("<th>Attributes\n").toString();
  }

  private static String name(Column column) {
    return Html.text(column.name());
  }

  private static String row(long sequence, long time, ObjectNode record, Schema schema) {
    StringBuilder row = new StringBuilder("<tr><td class=n>").append(sequence);
    row.append("<td>").append(Instant.ofEpochMilli(time));
    if (schema == null) {
      row.append(cell(record.path("Data")));
    } else {
      for (int i = 0; i < schema.columns().size(); i++) {
        row.append(cell(record.path("Data").path(i)));
      }
    }
    List<String> attributes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : record.path("Attributes").properties()) {
      attributes.add(Html.text(each.getKey() + "=" + each.getValue().asText()));
    }
    return row.append("<td>").append(String.join("<br>", attributes)).append('\n').toString();
  }

  private static String cell(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? "<td class=null>null"
        : "<td>" + Html.text(value.asText());
  }
}
