package io.tideline.local.datahub.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.calls.ProjectCalls;
import io.tideline.local.datahub.calls.ShardCalls;
import io.tideline.local.datahub.calls.SubscriptionCalls;
import io.tideline.local.datahub.calls.TopicCalls;
import io.tideline.local.datahub.group.ConsumerGroups;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.model.Project;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.model.Topic;
import io.tideline.local.datahub.quota.QuotaCheck;
import java.io.IOException;
import java.util.List;

/** Finds who answers a path: {@code projects/<p>/topics/<t>/{shards|subscriptions}/…}. */
public final class Router {
  private final Catalog catalog;
  private final ProjectCalls projects;
  private final TopicCalls topics;
  private final ShardCalls shards;
  private final SubscriptionCalls subscriptions;

  /** Projects, topics and subscriptions show the access id as their creator. */
  public Router(Catalog catalog, DatahubSettings settings) {
    String creator = settings.accessId();
    this.catalog = catalog;
    this.projects = new ProjectCalls(catalog, creator);
    this.topics = new TopicCalls(creator);
    this.shards = new ShardCalls(new QuotaCheck(settings.quotas()));
    this.subscriptions =
        new SubscriptionCalls(creator, new ConsumerGroups(settings.longestSession()));
  }

  Reply answer(Call call) throws IOException {
    List<String> path = call.path();
    if (path.size() < 2) {
      return projects.answer(call);
    }
    if (path.get(1).equals("topics")) {
      Project project = catalog.project(path.get(0));
      if (path.size() < 4) {
        return topics.answer(project, call);
      }
      Topic topic = project.topic(path.get(2));
      switch (path.get(3)) {
        case "shards":
          return shards.answer(topic, call);
        case "subscriptions":
          return subscriptions.answer(topic, call);
        case "connectors":
          return connectors(call);
        case "alarms":
          throw ServiceException.notServed("Alarm rules");
        default:
          break;
      }
    }
    if (path.get(1).equals("groups")) {
      throw ServiceException.notServed("Kafka groups");
    }
    throw ServiceException.invalid(
        "Path '/projects/" + String.join("/", path) + "' is not served.");
  }

  /** There are none: a list is empty, anything else cannot be done. */
  private static Reply connectors(Call call) {
    if (call.method().equals("GET") && call.path().size() == 4) {
      ObjectNode reply = Reply.object();
      reply.putArray("Connectors");
      return Reply.json(reply);
    }
    throw ServiceException.notServed("Connectors");
  }
}
