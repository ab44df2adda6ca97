package io.tideline.connector.datahub.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.connector.datahub.client.Offset;
import io.tideline.connector.datahub.client.ShardInMemory;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.junit.jupiter.api.Test;

class OffsetCommitterTest {

  private final ShardInMemory shard = new ShardInMemory();
  private final Counter failures = new ThreadSafeSimpleCounter();

  @Test
  void aCommitThatBreaksUnexpectedlyIsCountedAndTheNextOneMakesUpForIt() {
    try (OffsetCommitter committer = new OffsetCommitter(shard, "reader", failures)) {
      shard.breakNextCommit(NullPointerException::new);
      committer.commit(Map.of("0", new Offset(4, 40)));
      await().until(() -> failures.getCount() == 1);

      committer.commit(Map.of("0", new Offset(9, 90)));
      await().until(() -> shard.committed().containsKey("0"));
      assertThat(shard.committed().get("0").sequence()).isEqualTo(9);
      assertThat(failures.getCount()).isOne();
    }
  }
}
