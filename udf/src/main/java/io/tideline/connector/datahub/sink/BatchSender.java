package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.DataHubException.Reason;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.client.Stamps;
import io.tideline.connector.datahub.sink.ShardQueue.Batch;
import io.tideline.connector.datahub.sink.ShardQueue.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends one request's rows to their shard, in order, and finds those that can never be a record:
 * when the service calls a request malformed, by sending its halves. Blocks, through all attempts.
 * For several threads.
 */
final class BatchSender {

  private final DataHubClient client;
  private final RetrySettings retry;
  private final Runs runs;

  BatchSender(DataHubClient client, RetrySettings retry, Runs runs) {
    this.client = client;
    this.retry = retry;
    this.runs = runs;
  }

  /**
   * @param onRetry told of each fault that leads to another attempt
   * @throws IOException when the rows could not be sent; some may be stored all the same
   */
  Delivery send(Batch batch, Consumer<DataHubException> onRetry) throws IOException {
    Delivery delivery = new Delivery(batch.run, batch.firstSeq);
    send(batch.shardId, batch.rows, delivery, onRetry);
    return delivery;
  }

  private void send(
      String shardId, List<Waiting> rows, Delivery delivery, Consumer<DataHubException> onRetry)
      throws IOException {
    if (delivery.isSealed()) {
      delivery.sealed(rows);
      return;
    }
    boolean[] inDoubt = {false};
    try {
      List<OutgoingRecord> records = records(rows);
      // The count goes on without a gap where rows before were refused.
      Stamps stamps = new Stamps(delivery.run(), delivery.nextSeq());
      retry.call(
          () -> {
            client.put(shardId, records, stamps);
            return null;
          },
          fault -> {
            inDoubt[0] |= fault.reason() == Reason.UNAVAILABLE;
            onRetry.accept(fault);
          });
      delivery.stored(rows);
    } catch (DataHubException fault) {
      if (fault.reason() == Reason.SEALED) {
        delivery.sealed(rows);
      } else if (fault.reason() == Reason.MALFORMED) {
        if (inDoubt[0]) {
          // An earlier attempt may have stored these counts; they must not stand for other rows.
          delivery.beginRun(runs.next());
        }
        sendHalves(shardId, rows, delivery, fault, onRetry);
      } else {
        throw fault;
      }
    }
  }

  private void sendHalves(
      String shardId,
      List<Waiting> rows,
      Delivery delivery,
      DataHubException fault,
      Consumer<DataHubException> onRetry)
      throws IOException {
    if (rows.size() == 1) {
      delivery.refused(rows.get(0), fault);
      return;
    }
    int half = rows.size() / 2;
    send(shardId, rows.subList(0, half), delivery, onRetry);
    send(shardId, rows.subList(half, rows.size()), delivery, onRetry);
  }

  private static List<OutgoingRecord> records(List<Waiting> rows) {
    List<OutgoingRecord> records = new ArrayList<>(rows.size());
    for (Waiting row : rows) {
      records.add(row.record);
    }
    return records;
  }
}
