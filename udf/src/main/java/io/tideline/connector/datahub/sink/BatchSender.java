package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.sink.ShardQueue.Batch;
import io.tideline.connector.datahub.sink.ShardQueue.Waiting;
import io.tideline.event.Stamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;

/**
 * Sends one request's rows to their shard, in order, and finds those that can never be a record:
 * what the encoder refuses, and, when the service calls a request malformed, by sending its halves.
 * Blocks, through all attempts. For several threads.
 */
final class BatchSender {

  private final DataHubClient client;
  private final TopicSchema schema;
  private final RecordEncoder encoder;
  private final RetrySettings retry;
  private final Runs runs;

  BatchSender(
      DataHubClient client,
      TopicSchema schema,
      RecordEncoder encoder,
      RetrySettings retry,
      Runs runs) {
    this.client = client;
    this.schema = schema;
    this.encoder = encoder;
    this.retry = retry;
    this.runs = runs;
  }

  /** A row that can be encoded. */
  private static final class Encoded {
    private final Waiting row;
    private final Object[] fields;
    private final byte[] blob;
    private final Map<String, String> attributes;

    private Encoded(Waiting row, Object[] fields, byte[] blob, Map<String, String> attributes) {
      this.row = row;
      this.fields = fields;
      this.blob = blob;
      this.attributes = attributes;
    }

    /** The count goes on without a gap when rows before were refused: it is given when sending. */
    private OutgoingRecord stamped(String run, long seq) {
      Map<String, String> stamped = attributes;
      if (attributes.isEmpty()) {
        stamped = Map.of(Stamp.RUN, run, Stamp.SEQ, Long.toString(seq));
      } else {
        attributes.put(Stamp.RUN, run);
        attributes.put(Stamp.SEQ, Long.toString(seq));
      }
      return fields == null
          ? OutgoingRecord.blob(blob, stamped)
          : OutgoingRecord.tuple(fields, stamped);
    }
  }

  /**
   * @param onRetry told of each fault that leads to another attempt
   * @throws IOException when the rows could not be sent; some may be stored all the same
   */
  Delivery send(Batch batch, Consumer<DataHubException> onRetry) throws IOException {
    Delivery delivery = new Delivery(batch.run, batch.firstSeq);
    List<Encoded> records = new ArrayList<>(batch.rows.size());
    for (Waiting row : batch.rows) {
      try {
        records.add(encode(row));
      } catch (RecordFault fault) {
        delivery.refused(row, fault);
      }
    }
    if (!records.isEmpty()) {
      send(batch.shardId, records, delivery, onRetry);
    }
    return delivery;
  }

  private Encoded encode(Waiting waiting) throws RecordFault {
    RowData row = waiting.row;
    if (waiting.bytes > BatchLimits.MAX_VALUE_BYTES) {
      checkSize(waiting);
    }
    Map<String, String> attributes = encoder.attributes(row);
    return schema.isBlob()
        ? new Encoded(waiting, null, encoder.blob(row), attributes)
        : new Encoded(waiting, encoder.fields(row), null, attributes);
  }

  private void checkSize(Waiting waiting) throws RecordFault {
    RowData row = waiting.row;
    for (int i = 0; i < encoder.columns(); i++) {
      if (!row.isNullAt(i) && encoder.size(row, i) > BatchLimits.MAX_VALUE_BYTES) {
        throw new RecordFault(
            String.format(
                "column '%s' has %d bytes, the service takes %d",
                encoder.column(i), encoder.size(row, i), BatchLimits.MAX_VALUE_BYTES));
      }
    }
    if (waiting.bytes > BatchLimits.MAX_REQUEST_BYTES) {
      throw new RecordFault(
          String.format(
              "the record has %d bytes, the service takes %d in a request",
              waiting.bytes, BatchLimits.MAX_REQUEST_BYTES));
    }
  }

  private void send(
      String shardId, List<Encoded> records, Delivery delivery, Consumer<DataHubException> onRetry)
      throws IOException {
    if (delivery.isSealed()) {
      delivery.sealed(rows(records));
      return;
    }
    boolean[] inDoubt = {false};
    try {
      List<OutgoingRecord> stamped = stamp(records, delivery);
      retry.call(
          () -> {
            client.put(shardId, schema, stamped);
            return null;
          },
          fault -> {
            inDoubt[0] |= fault.reason() == Reason.UNAVAILABLE;
            onRetry.accept(fault);
          });
      delivery.stored(rows(records));
    } catch (DataHubException fault) {
      if (fault.reason() == Reason.SEALED) {
        delivery.sealed(rows(records));
      } else if (fault.reason() == Reason.MALFORMED) {
        if (inDoubt[0]) {
          // An earlier attempt may have stored these counts; they must not stand for other rows.
          delivery.beginRun(runs.next());
        }
        sendHalves(shardId, records, delivery, fault, onRetry);
      } else {
        throw fault;
      }
    }
  }

  private void sendHalves(
      String shardId,
      List<Encoded> records,
      Delivery delivery,
      DataHubException fault,
      Consumer<DataHubException> onRetry)
      throws IOException {
    if (records.size() == 1) {
      delivery.refused(records.get(0).row, fault);
      return;
    }
    int half = records.size() / 2;
    send(shardId, records.subList(0, half), delivery, onRetry);
    send(shardId, records.subList(half, records.size()), delivery, onRetry);
  }

  private static List<OutgoingRecord> stamp(List<Encoded> records, Delivery delivery) {
    List<OutgoingRecord> stamped = new ArrayList<>(records.size());
    String run = Long.toString(delivery.run());
    long seq = delivery.nextSeq();
    for (Encoded record : records) {
      stamped.add(record.stamped(run, seq++));
    }
    return stamped;
  }

  private static List<Waiting> rows(List<Encoded> records) {
    List<Waiting> rows = new ArrayList<>(records.size());
    records.forEach(record -> rows.add(record.row));
    return rows;
  }
}
