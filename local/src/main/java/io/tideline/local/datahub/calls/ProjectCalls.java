package io.tideline.local.datahub.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.http.Call;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.model.Project;
import io.tideline.local.datahub.model.ServiceException;
import java.io.IOException;

/** Create, get, list, update and delete projects. */
public final class ProjectCalls {
  private final Catalog catalog;
  private final String creator;

  public ProjectCalls(Catalog catalog, String creator) {
    this.catalog = catalog;
    this.creator = creator;
  }

  public Reply answer(Call call) throws IOException {
    if (call.path().isEmpty()) {
      return list(call);
    }
    String name = call.path().get(0);
    switch (call.method()) {
      case "GET":
        return get(catalog.project(name));
      case "POST":
        catalog.create(name, call.json().path("Comment").asText(""));
        return Reply.CREATED;
      case "PUT":
        update(catalog.project(name), call.json());
        return Reply.OK;
      case "DELETE":
        catalog.delete(name);
        return Reply.OK;
      default:
        throw call.unknown(call.method());
    }
  }

  private static void update(Project project, JsonNode json) throws IOException {
    if (json.has("VpcIds")) {
      throw ServiceException.notServed("Lists of VPCs");
    }
    project.comment(json.path("Comment").asText(""));
  }

  private Reply list(Call call) {
    ObjectNode reply = Reply.object();
    ArrayNode names = reply.putArray("ProjectNames");
    catalog.projects().stream().map(Project::name).filter(call::lists).forEach(names::add);
    return Reply.json(reply);
  }

  private Reply get(Project project) {
    return Reply.json(
        Reply.object()
            .put("Comment", project.about().comment())
            .put("Creator", creator)
            .put("CreateTime", project.about().createTime())
            .put("LastModifyTime", project.about().modifyTime()));
  }
}
