package io.tideline.tests.integration.datahub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.LocalDatahub;
import io.tideline.tests.testkit.Topic;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runner asks to make a topic, against a server on a socket. */
class TopicToolIT {

  private static final String[] EVENT_COLUMNS = {"k:BIGINT", "n:BIGINT"};

  @TempDir Path directory;
  private LocalDatahub server;

  @BeforeEach
  void startServer() throws Exception {
    server =
        LocalDatahub.start(
            DatahubSettings.local(Topic.ACCESS_ID, Topic.ACCESS_KEY, directory.resolve("datahub")));
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  @Test
  void theTopicToolMakesWhatIsMissingAndNothingTwice() {
    Topic topic = Topic.create(server.endpoint(), "made", 3, EVENT_COLUMNS);
    Topic.ToolRun again = topic.runTool(3, EVENT_COLUMNS);

    assertThat(again.exit()).isZero();
    assertThat(again.out().lines())
        .containsExactly(
            "topic tideline/made: exists, 3 shards",
            "subscription reader: exists",
            again.out().lines().reduce((a, b) -> b).orElseThrow())
        .last()
        .asString()
        .matches("subscription: \\S+");
  }

  @Test
  void theTopicToolRefusesATopicWithOtherColumns() {
    Topic topic = Topic.create(server.endpoint(), "made", 1, EVENT_COLUMNS);
    Topic.ToolRun other = topic.runTool(1, "k:BIGINT", "n:STRING");

    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("exists with other columns", "n BIGINT", "n STRING");
  }
}
