package io.tideline.connector.datahub;

import io.tideline.check.CheckOutput;
import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.SubscriptionName;
import io.tideline.connector.datahub.client.TopicSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tries what a job does with a topic, without leaving anything in it. */
final class TopicAccess {

  private final DataHubClient client;
  private final DataHubConnection connection;
  private final CheckOutput report;
  private TopicSchema schema;
  private List<Shard> shards;

  TopicAccess(DataHubClient client, DataHubConnection connection, CheckOutput report) {
    this.client = client;
    this.connection = connection;
    this.report = report;
  }

  /** Whether there is a topic that can be used. */
  boolean topic() throws DataHubException {
    Optional<TopicSchema> found = client.schema();
    if (found.isEmpty()) {
      report.fail(
          "there is no topic " + connection + ", or no such project",
          "make it with 'tideline topic create', or mend 'project' and 'topic'");
      return false;
    }
    schema = found.get();
    shards = client.shards().stream().filter(Shard::writable).collect(Collectors.toList());
    if (shards.isEmpty()) {
      report.fail("no shard of topic " + connection + " takes records", "split or extend it");
      return false;
    }
    report.pass(
        String.format(
            "topic %s has %d columns, %d shards",
            connection, schema.columns().size(), shards.size()));
    return true;
  }

  /** By a request without records, which the service refuses only after it has let it in. */
  void write() throws DataHubException {
    try {
      client.put(shards.get(0).id(), List.of(), null);
    } catch (DataHubException e) {
      if (e.reason() != Reason.INVALID && e.reason() != Reason.MALFORMED) {
        throw e;
      }
    }
    report.pass("the access key may write to it");
  }

  void read(String subscription) throws DataHubException {
    String id;
    try {
      id = SubscriptionName.resolve(client, subscription);
    } catch (DataHubException e) {
      if (e.reason() != Reason.NOT_FOUND) {
        throw e;
      }
      report.fail(e.getMessage(), "make it with 'tideline topic create', or mend 'subId'");
      return;
    }
    report.pass("its subscription '" + subscription + "' is " + id);
    String shard = shards.get(0).id();
    client.committed(id, List.of(shard));
    report.pass("the access key may read the subscription's offsets");
    try {
      client.fetch(shard, schema, client.oldest(shard).token(), 1);
    } catch (DataHubException e) {
      // A shard without records has no place to read from; that it says so is right enough.
      if (e.reason() != Reason.OUT_OF_RANGE) {
        throw e;
      }
    }
    report.pass("the access key may read its records");
  }

  static String mend(DataHubException fault) {
    switch (fault.reason()) {
      case DENIED:
        return "check 'accessId' and 'accessKey', and give the key the right it lacks";
      case UNAVAILABLE:
        return "check 'endPoint', and that the service can be reached from here";
      default:
        return "";
    }
  }
}
