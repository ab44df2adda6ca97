package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.exception.DatahubClientException;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.SubscriptionOffset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class KilledServerTest {
  private static final String TOPIC = "changes";
  private static final int SHARDS = 3;
  private static final int ROUNDS = 4;
  private static final int BATCH = 97;

  @TempDir Path data;

  @Test
  void aServerKilledUnderLoadLosesNoAcknowledgedRecord() throws Exception {
    int port = createTopic();
    long[] acknowledged = new long[SHARDS];
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.start(data, port)) {
        List<Writer> writers = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
          writers.add(new Writer(server.endpoint(), shard, acknowledged[shard]));
        }
        writers.forEach(Thread::start);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> writers.stream().allMatch(writer -> writer.batches.get() > 20));
        server.kill();
        for (Writer writer : writers) {
          writer.join();
          acknowledged[writer.shard] = writer.next.get();
        }
      }
    }

    try (ServerProcess server = ServerProcess.start(data, port)) {
      DatahubClient client = SdkClient.of(server.endpoint(), CompressType.LZ4, true);
      for (int shard = 0; shard < SHARDS; shard++) {
        assertEveryAcknowledgedRecordIsThereOnceInOrder(
            DatahubTestBase.readAll(client, TOPIC, "" + shard, SdkClient.schema()),
            acknowledged[shard]);
      }
    }
  }

  @Test
  void aCommittedOffsetSurvivesAKill() throws Exception {
    int port = createTopic();
    try (ServerProcess server = ServerProcess.start(data, port)) {
      DatahubClient client = SdkClient.of(server.endpoint(), CompressType.NONE, true);
      String id = client.createSubscription(PROJECT, TOPIC, "deliver").getSubId();
      SubscriptionOffset offset =
          client.openSubscriptionSession(PROJECT, TOPIC, id, List.of("0")).getOffsets().get("0");
      offset.setSequence(77);
      client.commitSubscriptionOffset(PROJECT, TOPIC, id, Map.of("0", offset));
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(data, port)) {
      DatahubClient client = SdkClient.of(server.endpoint(), CompressType.NONE, true);
      String id =
          client.listSubscription(PROJECT, TOPIC, 1, 1).getSubscriptions().get(0).getSubId();
      assertThat(
              client
                  .getSubscriptionOffset(PROJECT, TOPIC, id, List.of("0"))
                  .getOffsets()
                  .get("0")
                  .getSequence())
          .isEqualTo(77);
      assertThat(server.terminate()).isEqualTo(143);
    }
  }

  private int createTopic() throws Exception {
    try (ServerProcess server = ServerProcess.start(data, 0)) {
      DatahubClient client = SdkClient.of(server.endpoint(), CompressType.NONE, true);
      client.createProject(PROJECT, "");
      client.createTopic(PROJECT, TOPIC, SHARDS, 7, RecordType.TUPLE, SdkClient.schema(), "");
      return server.port();
    }
  }

  private static void assertEveryAcknowledgedRecordIsThereOnceInOrder(
      List<RecordEntry> read, long acknowledged) {
    // A batch that was in flight at a kill may be there too, in whole or in part, before the same
    // batch was sent again: ids go up by one, or back to the start of a batch.
    long expected = 0;
    for (RecordEntry entry : read) {
      long id = SdkClient.id(entry);
      if (id != expected) {
        assertThat(id).isLessThan(expected).isEqualTo((expected - 1) / BATCH * BATCH);
      }
      expected = id + 1;
    }
    assertThat(expected).isGreaterThanOrEqualTo(acknowledged);
  }

  /** Puts batch after batch into one shard until the server is gone. */
  private static final class Writer extends Thread {
    private final DatahubClient client;
    private final int shard;
    private final AtomicLong next;
    private final AtomicLong batches = new AtomicLong();

    Writer(String endpoint, int shard, long from) {
      super("writer-" + shard);
      this.client = SdkClient.of(endpoint, CompressType.LZ4, true);
      this.shard = shard;
      this.next = new AtomicLong(from);
    }

    @Override
    public void run() {
      try {
        while (true) {
          client.putRecordsByShard(
              PROJECT, TOPIC, "" + shard, records(next.get(), next.get() + BATCH));
          next.addAndGet(BATCH);
          batches.incrementAndGet();
        }
      } catch (DatahubClientException e) {
        // The server was killed: what was acknowledged until now counts.
        return;
      }
    }
  }
}
