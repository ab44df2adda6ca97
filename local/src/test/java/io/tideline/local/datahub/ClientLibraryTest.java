package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aliyun.datahub.client.exception.ResourceNotFoundException;
import com.aliyun.datahub.client.model.JoinGroupResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.TupleRecordData;
import com.aliyun.datahub.clientlibrary.config.ConsumerConfig;
import com.aliyun.datahub.clientlibrary.config.ProducerConfig;
import com.aliyun.datahub.clientlibrary.consumer.Consumer;
import com.aliyun.datahub.clientlibrary.producer.Producer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The official high-level client library: a producer, and consumers that share shards. */
@Timeout(180)
class ClientLibraryTest extends DatahubTestBase {
  private static final String SHARED = "shared";
  private static final Set<String> ACTIVE_AFTER_SPLIT = Set.of("1", "2", "3", "4", "5");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Queue<RecordEntry> read = new ConcurrentLinkedQueue<>();
  private final List<Reader> readers = new ArrayList<>();
  private String subscription;
  private Producer producer;
  private long produced;

  @BeforeEach
  void restartWithShortSessions() throws IOException {
    server.close();
    // Heartbeats come at two thirds of the session timeout; the library asks for a minute.
    server =
        LocalDatahub.start(
            DatahubSettings.local(ACCESS_ID, ACCESS_KEY, data)
                .withLongestSession(Duration.ofSeconds(2)));
    client = SdkClient.of(server);
    client.createTopic(PROJECT, SHARED, 4, 1, RecordType.TUPLE, SdkClient.schema(), "");
    subscription = client.createSubscription(PROJECT, SHARED, "group").getSubId();
    producer =
        new Producer(PROJECT, SHARED, new ProducerConfig(server.endpoint(), ACCESS_ID, ACCESS_KEY));
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Reader reader : readers) {
      reader.leave();
    }
    producer.close();
  }

  @Test
  void whatAProducerSendsAConsumerReadsOnceAsItWas() {
    produce(1000);

    startReader();

    awaitAll();
    assertThat(read).hasSize(1000);
  }

  @Test
  void twoConsumersShareTheShardsAndOneTakesOverWhenTheOtherLeaves() throws InterruptedException {
    Reader first = startReader();
    Reader second = startReader();
    produceUntil(() -> first.shards.size() == 2 && second.shards.size() == 2);
    assertThat(first.shards).doesNotContainAnyElementsOf(second.shards);

    second.leave();

    produceUntil(() -> first.shards.size() == 4);
    awaitAll();
  }

  @Test
  void theShardsOfAConsumerThatFellSilentGoToAnother() {
    JoinGroupResult silent = client.joinGroup(PROJECT, SHARED, subscription, 60_000);
    assertThat(
            client
                .heartbeat(
                    PROJECT,
                    SHARED,
                    subscription,
                    silent.getConsumerId(),
                    silent.getVersionId(),
                    List.of(),
                    List.of())
                .getShardList())
        .containsExactly("0", "1", "2", "3");
    Reader reader = startReader();

    produceUntil(() -> reader.shards.size() == 4);

    awaitAll();
    assertThatThrownBy(
            () ->
                client.leaveGroup(
                    PROJECT, SHARED, subscription, silent.getConsumerId(), silent.getVersionId()))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("NoSuchConsumer");
  }

  @Test
  void aSplitWhileConsumingLosesNothing() {
    Reader first = startReader();
    Reader second = startReader();
    produceUntil(() -> first.shards.size() == 2 && second.shards.size() == 2);

    client.splitShard(PROJECT, SHARED, "0");

    produceUntil(() -> shardsOfAll().equals(ACTIVE_AFTER_SPLIT));
    awaitAll();
  }

  private Set<String> shardsOfAll() {
    return readers.stream().flatMap(reader -> reader.shards.stream()).collect(Collectors.toSet());
  }

  private void produce(int count) {
    producer.send(records(produced, produced + count), 3);
    produced += count;
  }

  /** Sends to every shard and waits until it is read, until who reads what is as wanted. */
  private void produceUntil(BooleanSupplier wanted) {
    await()
        .atMost(LONGEST_WAIT)
        .until(
            () -> {
              readers.forEach(reader -> reader.shards.clear());
              for (int i = 0; i < 12; i++) {
                produce(5);
              }
              await().atMost(LONGEST_WAIT).until(() -> idsRead().size() >= produced);
              return wanted.getAsBoolean();
            });
  }

  /**
   * Every record was read as it was produced. A shard that changed hands may be read again from the
   * last commit: the library commits in the background.
   */
  private void awaitAll() {
    await().atMost(LONGEST_WAIT).until(() -> idsRead().size() >= produced);
    assertThat(idsRead()).isEqualTo(LongStream.range(0, produced).boxed().toList());
    Map<String, Long> places = new HashMap<>();
    for (RecordEntry entry : read) {
      long id = SdkClient.id(entry);
      assertThat(((TupleRecordData) entry.getRecordData()).getField("text")).isEqualTo("row " + id);
      String place = entry.getShardId() + ":" + entry.getSequence();
      assertThat(places.getOrDefault(place, id)).isEqualTo(id);
      places.put(place, id);
    }
    assertThat(places).hasSize((int) produced);
  }

  private List<Long> idsRead() {
    return read.stream().map(SdkClient::id).distinct().sorted().toList();
  }

  private Reader startReader() {
    Reader reader = new Reader(consumer());
    readers.add(reader);
    reader.start();
    return reader;
  }

  private Consumer consumer() {
    return new Consumer(
        PROJECT,
        SHARED,
        subscription,
        new ConsumerConfig(server.endpoint(), ACCESS_ID, ACCESS_KEY));
  }

  /** Reads all that it is given, until it is told to leave. */
  private final class Reader extends Thread {
    private final Consumer consumer;
    private final Set<String> shards = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    Reader(Consumer consumer) {
      super("reader");
      this.consumer = consumer;
    }

    @Override
    public void run() {
      while (!leaving) {
        RecordEntry entry = consumer.read(1);
        if (entry != null) {
          shards.add(entry.getShardId());
          read.add(entry);
        }
      }
      consumer.close();
    }

    void leave() throws InterruptedException {
      leaving = true;
      join();
    }
  }
}
