package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.DataHubConnectorOptions.SchemaCheck;
import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import io.tideline.connector.datahub.client.TopicSchema;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the service for a topic's columns when a plan is made, so that a DDL that does not fit is
 * refused before anything runs. Where the service or a secret is out of reach of the machine that
 * makes the plan, the plan is made without, with a warning: the job checks again when it starts.
 */
public final class PlanningCheck {

  private static final Logger LOG = LoggerFactory.getLogger(PlanningCheck.class);

  /** So that a plan over many topics waits only once for a service that does not answer. */
  private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private static final Map<String, Long> SILENT_SINCE = new ConcurrentHashMap<>();

  private final String table;
  private final DataHubConnection topic;
  private final SchemaCheck when;
  private final DataHubClient.Factory clients;

  PlanningCheck(
      String table, DataHubConnection topic, SchemaCheck when, DataHubClient.Factory clients) {
    this.table = table;
    this.topic = topic;
    this.when = when;
    this.clients = clients;
  }

  /**
   * @param table what errors call the table
   * @throws IllegalArgumentException when an option has a value it cannot have
   */
  public static PlanningCheck fromOptions(ReadableConfig options, String table) {
    return new PlanningCheck(
        table,
        DataHubConnection.fromOptions(options),
        options.get(DataHubConnectorOptions.SCHEMA_CHECK),
        SdkDataHubClient::new);
  }

  /**
   * Blocks for one request, which is not sent again.
   *
   * @param check throws {@link ValidationException} when the columns do not fit
   * @throws ValidationException also when there is no such topic, or the service refuses to show it
   */
  public void run(Consumer<TopicSchema> check) {
    if (when != SchemaCheck.PLANNING) {
      return;
    }
    Optional<String> missingSecret = topic.missingSecret();
    if (missingSecret.isPresent()) {
      warn(missingSecret.get());
    } else if (isSilent()) {
      warn("the service did not answer a moment ago");
    } else {
      ask().ifPresent(check);
    }
  }

  /** Empty when the service is out of reach. */
  private Optional<TopicSchema> ask() {
    Optional<TopicSchema> schema;
    try (DataHubClient client = clients.open(topic)) {
      schema = client.schema();
    } catch (DataHubException e) {
      if (!e.isRetriable()) {
        throw new ValidationException("table " + table + ": " + e.getMessage() + mend(e), e);
      }
      SILENT_SINCE.put(topic.endpoint(), System.nanoTime());
      warn(e.getMessage());
      return Optional.empty();
    }
    if (schema.isEmpty()) {
      throw new ValidationException(
          String.format(
              "table %s: there is no topic %s, or no such project; mend the options 'project', 'topic' and"
                  + " 'endPoint', or make the topic",
              table, topic));
    }
    return schema;
  }

  private static String mend(DataHubException fault) {
    return fault.reason() == DataHubException.Reason.DENIED
        ? "; check the options 'accessId' and 'accessKey', and that they have the right GetTopic"
        : "";
  }

  private boolean isSilent() {
    Long since = SILENT_SINCE.get(topic.endpoint());
    return since != null && System.nanoTime() - since < SILENCE_NANOS;
  }

  private void warn(String why) {
    LOG.warn(
        "Columns of table {} not compared with topic {}; that is done when the job starts: {}",
        table,
        topic,
        why);
  }
}
