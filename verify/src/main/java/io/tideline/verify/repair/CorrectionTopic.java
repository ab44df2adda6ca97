package io.tideline.verify.repair;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.client.Shard;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.event.Stamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts corrective events into the topic, each batch into the next shard that takes records: the
 * place in a shard says nothing of them. A batch that is sent again is dropped by the gate, which
 * knows the events' names.
 */
final class CorrectionTopic {

  /** Beside what a replayed event carries: the run of verify that made it. */
  static final String REPAIR = "repair";

  private static final Logger LOG = LoggerFactory.getLogger(CorrectionTopic.class);
  private static final RetrySettings RETRY =
      new RetrySettings(3, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMinutes(5));
  private static final int MOST_RECORDS = 500;
  private static final int MOST_BYTES = 500_000;

  private final DataHubClient client;
  private final TopicSchema schema;
  private final RecordWriter writer;
  private final Map<String, String> attributes = new HashMap<>();
  private final List<OutgoingRecord> batch = new ArrayList<>();
  private long bytes;
  private int turn;

  /**
   * @param route the only table of changes that the events are for; null for all of their table
   */
  CorrectionTopic(DataHubClient client, String run, String route) throws IOException {
    this.client = client;
    this.schema =
        RETRY
            .call(client::schema, fault -> LOG.warn("asking for the topic again", fault))
            .orElseThrow(() -> new IOException("the topic does not exist"));
    this.writer = client.recordWriter();
    attributes.put(Stamp.ATTEMPT, "1");
    attributes.put(REPAIR, run);
    if (route != null) {
      attributes.put(Stamp.ROUTE, route);
    }
  }

  void put(Map<String, Object> fields) throws IOException {
    attributes.forEach((name, value) -> writer.attribute(utf8(name), utf8(value)));
    schema.columns().forEach(column -> write(fields.get(column.name())));
    OutgoingRecord record = writer.finish();
    batch.add(record);
    bytes += record.size();
    if (batch.size() >= MOST_RECORDS || bytes >= MOST_BYTES) {
      flush();
    }
  }

  private void write(Object value) {
    if (value == null) {
      writer.absent();
    } else if (value instanceof String text) {
      byte[] encoded = utf8(text);
      writer.bytes(encoded, 0, encoded.length);
    } else {
      writer.number((Long) value);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void flush() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    RETRY.call(
        () -> {
          List<Shard> writable = client.shards().stream().filter(Shard::writable).toList();
          if (writable.isEmpty()) {
            throw new IOException("no shard of the topic takes records");
          }
          client.put(writable.get(turn % writable.size()).id(), batch, null);
          return null;
        },
        fault -> LOG.warn("sending corrections again", fault));
    turn++;
    batch.clear();
    bytes = 0;
  }
}
