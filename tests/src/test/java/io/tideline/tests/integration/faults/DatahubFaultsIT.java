package io.tideline.tests.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.local.datahub.faults.CallKind;
import io.tideline.local.datahub.faults.Fault;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.tests.testkit.Topic;
import io.tideline.tests.testkit.TopicOperator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 'datahub' connector while the service or the way to it breaks: each test ends with the exact
 * set of records, in order per key.
 */
class DatahubFaultsIT {

  private static final Duration ALL_ARRIVE = Duration.ofMinutes(3);

  /** The long form runs with {@code -Pchaos}. */
  private static final int KILLS = Boolean.getBoolean("tideline.chaos") ? 20 : 4;

  @TempDir Path directory;

  @Test
  void connectionsThatBreakBeforeAndAfterTheWriteLoseNothingAndWhatIsDoubledIsProven()
      throws Exception {
    try (LocalDatahub server = start()) {
      Topic topic = Topic.create(server.endpoint(), "cut", 2, Relay.TOPIC_COLUMNS);
      try (Relay relay = new Relay(topic, directory)) {
        relay.startReader(2, null);
        Fault after = server.faults().on(CallKind.PUT).after(20).times(5).dropAfter();
        Fault before = server.faults().on(CallKind.PUT).after(60).times(5).dropBefore();
        Fault get = server.faults().on(CallKind.GET).after(50).times(5).dropAfter();
        Fault failing =
            server
                .faults()
                .on(CallKind.PUT)
                .after(90)
                .times(3)
                .error(ErrorCode.INTERNAL_SERVER_ERROR);
        relay.startWriter(20_000, 4_000, 2, null);
        awaitAll(relay, 20_000);

        assertThat(Receipt.assertExact(relay.received(), 20_000))
            .as("records stored twice")
            .isPositive();
        for (Fault fault : new Fault[] {after, before, get, failing}) {
          assertThat(fault.fired()).as(fault.toString()).isPositive();
        }
      }
    }
  }

  @Test
  void anExceededQuotaOnlyDelays() throws Exception {
    try (LocalDatahub server = start()) {
      Topic topic = Topic.create(server.endpoint(), "limited", 2, Relay.TOPIC_COLUMNS);
      try (Relay relay = new Relay(topic, directory)) {
        relay.startReader(1, null);
        // More often than a request is sent again after a fault: a limit is no fault.
        Fault put =
            server.faults().on(CallKind.PUT).after(10).times(40).error(ErrorCode.LIMIT_EXCEEDED);
        Fault get =
            server.faults().on(CallKind.GET).after(10).times(20).error(ErrorCode.LIMIT_EXCEEDED);
        relay.startWriter(5_000, 5_000, 2, null);
        awaitAll(relay, 5_000);

        assertThat(Receipt.assertExact(relay.received(), 5_000)).isZero();
        assertThat(put.fired()).isEqualTo(40);
        assertThat(get.fired()).isEqualTo(20);
      }
    }
  }

  @Test
  void shardsSplitAndMergedUnderLoadWhileConnectionsBreakKeepTheOrderOfEachKey() throws Exception {
    try (LocalDatahub server = start()) {
      Topic topic = Topic.create(server.endpoint(), "moving", 2, Relay.TOPIC_COLUMNS);
      TopicOperator operator = topic.operator();
      try (Relay relay = new Relay(topic, directory)) {
        relay.startReader(2, null);
        relay.startWriter(30_000, 3_000, 1, null);
        Fault cut = server.faults().on(CallKind.PUT).after(30).times(8).dropAfter();
        awaitArrived(relay, 3_000);
        List<String> children = operator.split("0");
        awaitArrived(relay, 8_000);
        operator.merge(children.get(0), children.get(1));
        Fault failing =
            server.faults().on(CallKind.PUT).times(2).error(ErrorCode.INTERNAL_SERVER_ERROR);
        awaitArrived(relay, 13_000);
        operator.split("1");
        awaitAll(relay, 30_000);

        assertThat(Receipt.assertExact(relay.received(), 30_000)).isPositive();
        assertThat(cut.fired()).isEqualTo(8);
        assertThat(failing.fired()).isEqualTo(2);
      }
    }
  }

  @Test
  void aRequestThatIsRefusedAsMalformedIsHalvedAndTheGoodRecordsAreAllStored() throws Exception {
    try (LocalDatahub server = start()) {
      Topic topic = Topic.create(server.endpoint(), "refused", 1, Relay.TOPIC_COLUMNS);
      try (Relay relay = new Relay(topic, directory)) {
        relay.startReader(1, null);
        Fault fault =
            server.faults().on(CallKind.PUT).after(5).times(3).error(ErrorCode.MALFORMED_RECORD);
        relay.startWriter(5_000, 5_000, 1, null);
        awaitAll(relay, 5_000);

        assertThat(Receipt.assertExact(relay.received(), 5_000)).isZero();
        assertThat(fault.fired()).isEqualTo(3);
      }
    }
  }

  @Test
  void aServerKilledWhileItIsWrittenAndReadLosesNothing() throws Exception {
    Random random = new Random(1);
    long all = KILLS * 5_000L + 10_000;
    try (ServerProcess server = new ServerProcess(directory)) {
      Topic topic = Topic.create(server.endpoint(), "killed", 2, Relay.TOPIC_COLUMNS);
      try (Relay relay = new Relay(topic, directory)) {
        relay.startReader(2, null);
        relay.startWriter(all, 3_000, 2, null);
        for (int kill = 1; kill <= KILLS; kill++) {
          long until = kill * 5_000L + random.nextInt(2_000);
          awaitArrived(relay, until);
          server.killAndRestart();
        }
        awaitAll(relay, all);

        Receipt.assertExact(relay.received(), all);
      }
    }
  }

  @Test
  void aJobRestoredWithAnotherParallelismGoesOnWhereItWas() throws Exception {
    try (LocalDatahub server = start()) {
      Topic topic = Topic.create(server.endpoint(), "rescaled", 3, Relay.TOPIC_COLUMNS);
      try (Relay relay = new Relay(topic, directory)) {
        relay.startReader(2, null);
        String savepoint = null;
        for (int parallelism : new int[] {1, 3}) {
          long until = parallelism * 2_000L;
          relay.startWriter(30_000, 1_000, parallelism, savepoint);
          awaitArrived(relay, until);
          savepoint = relay.stopWriter();
        }
        relay.startWriter(30_000, 10_000, 2, savepoint);
        awaitAll(relay, 30_000);

        assertThat(Receipt.assertExact(relay.received(), 30_000))
            .as("a savepoint leaves nothing to send again")
            .isZero();
      }
    }
  }

  private LocalDatahub start() throws Exception {
    return LocalDatahub.start(
        DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("records")));
  }

  private static void awaitArrived(Relay relay, long count) {
    await().atMost(ALL_ARRIVE).until(() -> relay.arrived() >= count);
  }

  private static void awaitAll(Relay relay, long count) throws Exception {
    relay.awaitWriter();
    await().atMost(ALL_ARRIVE).until(() -> relay.arrived() == count);
  }
}
