package io.tideline.local.datahub.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.model.Project;
import io.tideline.local.datahub.model.Shard;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.storage.ShardLog;

/** What the server holds, to read without a signature: as JSON and as a page. */
public final class StatusPage {
  private final Catalog catalog;

  public StatusPage(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * {@code projects[].topics[].shards[]} with each shard's oldest and newest sequence (-1 without
   * records), records, bytes on disk and newest time in milliseconds; topics sum up their shards.
   */
  public Reply json() {
    ObjectNode root = Reply.object();
    ArrayNode projects = root.putArray("projects");
    for (Project project : catalog.projects()) {
      ObjectNode entry = projects.addObject().put("name", project.name());
      ArrayNode topics = entry.putArray("topics");
      project.topics().forEach(topic -> topics.add(describe(topic)));
    }
    return Reply.json(root);
  }

  private static ObjectNode describe(Topic topic) {
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

  private static ObjectNode describe(Topic topic, Shard shard) {
    ShardLog log = topic.log(shard.id());
    long oldest = log.oldestSequence();
    long next = log.nextSequence();
    return Reply.object()
        .put("id", shard.id())
        .put("state", shard.isActive() ? "ACTIVE" : "CLOSED")
        .put("oldestSequence", oldest)
        .put("newestSequence", next - 1)
        .put("newestTime", log.newestTime())
        .put("records", next - oldest)
        .put("bytes", log.bytes());
  }

  public Reply html() {
    StringBuilder rows = new StringBuilder();
    for (Project project : catalog.projects()) {
      for (Topic topic : project.topics()) {
        for (Shard shard : topic.shards().shards()) {
          ObjectNode entry = describe(topic, shard);
          rows.append(
              ("<tr><td>%s<td>%s<td>%s<td>%s<td class=n>%,d<td class=n>%,d<td class=n>%,d\n")
                  .formatted(
                      project.name(),
                      topic.name(),
                      shard.id(),
                      entry.get("state").asText(),
                      entry.get("records").asLong(),
                      entry.get("newestSequence").asLong(),
                      entry.get("bytes").asLong()));
        }
      }
    }
    return Reply.html(PAGE.formatted(rows));
  }

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
      <title>Local DataHub</title>
      <style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222}
      table{border-collapse:collapse}td,th{padding:.3rem .9rem;border-bottom:1px solid #ddd;
      text-align:left}.n{text-align:right;font-variant-numeric:tabular-nums}</style>
      <h1>Local DataHub</h1><p>Refreshes every 5 s. The same as JSON: <a href="status.json">
      status.json</a>.</p>
      <table><tr><th>Project<th>Topic<th>Shard<th>State<th class=n>Records
      <th class=n>Newest sequence<th class=n>Bytes
      %s</table></html>
      """;
}
