package io.tideline.local.datahub.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Call;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.Column;
import io.tideline.local.datahub.model.ColumnType;
import io.tideline.local.datahub.model.Project;
import io.tideline.local.datahub.model.Schema;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.model.TopicSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Create, get, list, update and delete topics, and append columns. */
public final class TopicCalls {
  private final String creator;

  public TopicCalls(String creator) {
    this.creator = creator;
  }

  public Reply answer(Project project, Call call) throws IOException {
    if (call.path().size() == 2) {
      return list(project, call);
    }
    String name = call.path().get(2);
    switch (call.method()) {
      case "GET":
        return get(project.topic(name));
      case "POST":
        return post(project, name, call);
      case "PUT":
        update(project.topic(name), call.json());
        return Reply.OK;
      case "DELETE":
        project.delete(name);
        return Reply.OK;
      default:
        throw call.unknown(call.method());
    }
  }

  private Reply post(Project project, String name, Call call) throws IOException {
    JsonNode json = call.json();
    String action = Call.action(json);
    switch (action) {
      case "create":
        project.create(name, settings(json), json.path("ShardCount").asInt());
        return Reply.CREATED;
      case "appendfield":
        append(project.topic(name), newColumns(json));
        return Reply.OK;
      case "listmetalog":
        throw ServiceException.notServed("Logs of changes to a topic");
      case "listschema":
      case "getschema":
      case "registerschema":
      case "deleteschema":
        throw ServiceException.notServed("Versions of a topic's schema");
      default:
        throw call.unknown(action);
    }
  }

  private static TopicSettings settings(JsonNode json) {
    String type = json.path("RecordType").asText();
    Schema schema = null;
    if (type.equals("TUPLE")) {
      schema = Schema.parse(json.path("RecordSchema").asText());
    } else if (!type.equals("BLOB")) {
      throw ServiceException.invalid("RecordType '" + type + "' is neither TUPLE nor BLOB.");
    }
    return new TopicSettings(
        schema,
        json.path("Lifecycle").asInt(),
        json.path("Comment").asText(""),
        json.path("ExpandMode").asText(""),
        now(),
        now());
  }

  private static void update(Topic topic, JsonNode json) throws IOException {
    String comment = json.hasNonNull("Comment") ? json.get("Comment").asText() : null;
    int lifecycle = json.path("Lifecycle").asInt(0);
    topic.changeSettings(settings -> settings.update(comment, lifecycle, now()));
  }

  private static List<Column> newColumns(JsonNode json) {
    List<Column> columns = new ArrayList<>();
    if (json.has("Fields")) {
      for (JsonNode field : json.get("Fields")) {
        columns.add(
            newColumn(
                field.path("Name").asText(),
                field.path("Type").asText(),
                field.path("Comment").asText("")));
      }
    } else {
      columns.add(newColumn(json.path("FieldName").asText(), json.path("FieldType").asText(), ""));
    }
    return columns;
  }

  private static Column newColumn(String name, String type, String comment) {
    return new Column(name.toLowerCase(Locale.ROOT), ColumnType.of(type), false, comment);
  }

  private static void append(Topic topic, List<Column> columns) throws IOException {
    if (topic.settings().schema() == null) {
      throw ServiceException.invalid("A BLOB topic has no columns.");
    }
    topic.changeSettings(settings -> settings.withSchema(settings.schema().append(columns), now()));
  }

  private static Reply list(Project project, Call call) {
    ObjectNode reply = Reply.object();
    ArrayNode names = reply.putArray("TopicNames");
    project.topics().stream().map(Topic::name).filter(call::lists).forEach(names::add);
    return Reply.json(reply);
  }

  private Reply get(Topic topic) {
    TopicSettings settings = topic.settings();
    ObjectNode reply =
        Reply.object()
            .put("ShardCount", topic.shards().active().size())
            .put("Lifecycle", settings.lifecycle())
            .put("RecordType", settings.schema() == null ? "BLOB" : "TUPLE")
            .put("Comment", settings.comment())
            .put("CreateTime", settings.createTime())
            .put("LastModifyTime", settings.modifyTime())
            .put("Creator", creator)
            .put("ExpandMode", settings.expandMode())
            .put("Status", "on");
    if (settings.schema() != null) {
      reply.put("RecordSchema", settings.schema().toJson());
    }
    return Reply.json(reply);
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }
}
