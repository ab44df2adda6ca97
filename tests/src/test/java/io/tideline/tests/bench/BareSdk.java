package io.tideline.tests.bench;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.DatahubClientBuilder;
import com.aliyun.datahub.client.auth.AliyunAccount;
import com.aliyun.datahub.client.common.DatahubConfig;
import com.aliyun.datahub.client.http.HttpConfig;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.GetRecordsResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.TupleRecordData;
import io.tideline.event.Stamp;
import io.tideline.tests.testkit.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The loops that the connector is compared with: the official SDK as it is published, a thread and
 * one request in flight a shard, nothing around it.
 */
final class BareSdk {

  private final DatahubClient client;
  private final String topic;
  private final int shards;

  BareSdk(String endpoint, String topic, int shards) {
    this.client =
        DatahubClientBuilder.newBuilder()
            .setDatahubConfig(
                new DatahubConfig(endpoint, new AliyunAccount(Topic.ACCESS_ID, Topic.ACCESS_KEY))
                    .setEnableBinary(true))
            .setHttpConfig(new HttpConfig().setMaxRetryCount(1).setCompressType(CompressType.LZ4))
            .build();
    this.topic = topic;
    this.shards = shards;
  }

  /** Puts events into all shards until the meter is done. */
  void put(ChangeEvents events, int batch, Meter meter) throws Exception {
    put(events, batch, Long.MAX_VALUE, meter);
  }

  /** Puts that many events into all shards, evenly. */
  void fill(ChangeEvents events, int batch, long count) throws Exception {
    put(events, batch, count / shards, null);
  }

  private void put(ChangeEvents events, int batch, long perShard, Meter meter) throws Exception {
    RecordSchema schema = client.getTopic(Topic.PROJECT, topic).getRecordSchema();
    inAllShards(
        shard -> {
          String run = Long.toString(System.currentTimeMillis());
          long seq = 0;
          while (seq < perShard && (meter == null || !meter.isDone())) {
            List<RecordEntry> entries = new ArrayList<>(batch);
            for (int i = 0; i < batch; i++) {
              entries.add(entry(schema, events.values(seq), run, seq));
              seq++;
            }
            client.putRecordsByShard(Topic.PROJECT, topic, shard, entries);
            if (meter != null) {
              meter.add(batch);
            }
          }
          return null;
        });
  }

  private static RecordEntry entry(RecordSchema schema, Object[] values, String run, long seq) {
    TupleRecordData data = new TupleRecordData(schema);
    for (int column = 0; column < values.length; column++) {
      data.setField(column, values[column]);
    }
    RecordEntry entry = new RecordEntry();
    entry.addAttribute(Stamp.RUN, run);
    entry.addAttribute(Stamp.SEQ, Long.toString(seq));
    entry.setRecordData(data);
    return entry;
  }

  /** Gets all shards' records from the oldest on until the meter is done. */
  void get(int limit, Meter meter) throws Exception {
    RecordSchema schema = client.getTopic(Topic.PROJECT, topic).getRecordSchema();
    inAllShards(
        shard -> {
          String cursor =
              client.getCursor(Topic.PROJECT, topic, shard, CursorType.OLDEST).getCursor();
          while (!meter.isDone()) {
            GetRecordsResult result =
                client.getRecords(Topic.PROJECT, topic, shard, schema, cursor, limit);
            int values = 0;
            for (RecordEntry entry : result.getRecords()) {
              TupleRecordData data = (TupleRecordData) entry.getRecordData();
              for (int column = 0; column < schema.getFields().size(); column++) {
                values += data.getField(column) == null ? 0 : 1;
              }
            }
            if (values == 0) {
              return null; // Read to its end; other shards go on.
            }
            meter.add(result.getRecordCount());
            cursor = result.getNextCursor();
          }
          return null;
        });
  }

  void deleteTopic() {
    client.deleteTopic(Topic.PROJECT, topic);
  }

  /** What is done in one shard, in a thread of its own. */
  private interface Loop {
    Void run(String shard) throws Exception;
  }

  private void inAllShards(Loop loop) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(shards);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < shards; i++) {
        String shard = Integer.toString(i);
        running.add(threads.submit(() -> loop.run(shard)));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + topic, e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
