package io.tideline.local.datahub.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.model.Project;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.storage.ShardLog;
import java.util.List;

/** What the server holds and how much goes through: as JSON and as a page. */
final class StatusPage {
  private final Catalog catalog;
  private final Rates rates;

  StatusPage(Catalog catalog, Rates rates) {
    this.catalog = catalog;
    this.rates = rates;
  }

  /**
   * {@code projects[].topics[].shards[]} with each shard's oldest and newest sequence (-1 without
   * records), records, bytes on disk, newest time in milliseconds, and what went in and out a
   * second over the last ten; topics sum up their shards' records and bytes.
   */
  Reply json() {
    ObjectNode root = Reply.object();
    ArrayNode projects = root.putArray("projects");
    for (Project project : catalog.projects()) {
      ObjectNode entry = projects.addObject().put("name", project.name());
      ArrayNode topics = entry.putArray("topics");
      project.topics().forEach(topic -> topics.add(describe(topic)));
    }
    return Reply.json(root);
  }

  private ObjectNode describe(Topic topic) {
    ObjectNode entry =
        Reply.object()
            .put("name", topic.name())
            .put("type", topic.settings().schema() == null ? "BLOB" : "TUPLE")
            .put("lifecycleDays", topic.settings().lifecycle())
            .put("subscriptions", topic.subscriptions().list().size());
    long records = 0;
    long bytes = 0;
    ArrayNode shards = entry.putArray("shards");
    for (Shard shard : topic.shards().shards()) {
      ObjectNode described = describe(topic, shard);
      shards.add(described);
      records += described.get("records").asLong();
      bytes += described.get("bytes").asLong();
    }
    return entry.put("records", records).put("bytes", bytes);
  }

  private ObjectNode describe(Topic topic, Shard shard) {
    ShardLog log = topic.log(shard.id());
    long oldest = log.oldestSequence();
    long next = log.nextSequence();
    Rates.Rate rate = rates.of(log);
    return Reply.object()
        .put("id", shard.id())
        .put("state", shard.isActive() ? "ACTIVE" : "CLOSED")
        .put("oldestSequence", oldest)
        .put("newestSequence", next - 1)
        .put("newestTime", log.newestTime())
        .put("records", next - oldest)
        .put("bytes", log.bytes())
        .put("recordsInPerSecond", Math.round(rate.recordsIn()))
        .put("bytesInPerSecond", Math.round(rate.bytesIn()))
        .put("recordsOutPerSecond", Math.round(rate.recordsOut()))
        .put("bytesOutPerSecond", Math.round(rate.bytesOut()));
  }

  Reply html() {
    StringBuilder rows = new StringBuilder();
    for (Project project : catalog.projects()) {
      for (Topic topic : project.topics()) {
        for (Shard shard : topic.shards().shards()) {
          rows.append(row(project.name(), topic.name(), describe(topic, shard)));
        }
      }
    }
    return Reply.html(Html.page("Local DataHub", INTRODUCTION + rows + "</table>"));
  }

  private static String row(String project, String topic, ObjectNode shard) {
    String id = shard.get("id").asText();
    StringBuilder row =
        new StringBuilder("<tr><td>%s<td>%s".formatted(Html.text(project), Html.text(topic)));
    row.append(
        "<td><a href=\"shard?project=%s&amp;topic=%s&amp;shard=%s\">%s</a>"
            .formatted(Html.text(project), Html.text(topic), id, id));
    row.append("<td>").append(shard.get("state").asText());
    for (String number : NUMBERS) {
      row.append("<td class=n>%,d".formatted(shard.get(number).asLong()));
    }
    return row.append('\n').toString();
  }

  private static final List<String> NUMBERS =
      List.of(
          "records",
          "newestSequence",
          "bytes",
          "recordsInPerSecond",
          "bytesInPerSecond",
          "recordsOutPerSecond",
          "bytesOutPerSecond");

  private static final String INTRODUCTION =
      """
      <p>Refreshes every 5 s. The same as JSON: <a href="status.json">status.json</a>.</p>
      <table><tr><th>Project<th>Topic<th>Shard<th>State<th class=n>Records
      <th class=n>Newest sequence<th class=n>Bytes<th class=n>Records/s in<th class=n>Bytes/s in
      <th class=n>Records/s out<th class=n>Bytes/s out
      """;
}
