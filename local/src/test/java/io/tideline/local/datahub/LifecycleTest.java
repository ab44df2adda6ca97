package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.datahub.client.exception.InvalidParameterException;
import com.aliyun.datahub.client.exception.SeekOutOfRangeException;
import com.aliyun.datahub.client.exception.ShardSealedException;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.GetCursorResult;
import com.aliyun.datahub.client.model.RecordEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records are kept for three days here. */
class LifecycleTest extends DatahubTestBase {
  private String old;

  @BeforeEach
  void put() {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 10));
    old = cursor("0", CursorType.OLDEST);
  }

  @Test
  void beforeItsTimeNothingExpires() throws IOException {
    server.expire(Instant.now().plus(Duration.ofDays(3)).minusSeconds(60));

    assertThat(readAll("0")).hasSize(10);
  }

  @Test
  void expiredRecordsAreGoneAndTheirCursorsRefused() throws IOException {
    expireAll();

    assertThatThrownBy(() -> get(old))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("InvalidCursor")
        .hasMessageContaining("expired")
        .hasMessageContaining("the oldest is 10");
    assertThatThrownBy(() -> client.getCursor(PROJECT, TOPIC, "0", CursorType.SEQUENCE, 3))
        .isInstanceOf(SeekOutOfRangeException.class);
    GetCursorResult oldest = client.getCursor(PROJECT, TOPIC, "0", CursorType.OLDEST);
    assertThat(oldest.getSequence()).isEqualTo(10);
    assertThat(get(oldest.getCursor())).isZero();
    assertThat(client.getMeterInfo(PROJECT, TOPIC, "0").getStorage()).isZero();
  }

  @Test
  void whatComesAfterGoesOnWithTheSequence() throws IOException {
    expireAll();
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(10, 12));
    assertThat(readAll("0")).extracting(RecordEntry::getSequence).containsExactly(10L, 11L);
    assertThat(client.getCursor(PROJECT, TOPIC, "0", CursorType.SYSTEM_TIME, 1).getSequence())
        .isEqualTo(10);

    restart();

    assertThat(readAll("0")).extracting(RecordEntry::getSequence).containsExactly(10L, 11L);
    assertThatThrownBy(() -> get(old)).hasMessageContaining("expired");
  }

  @Test
  void aClosedShardWhoseRecordsExpiredIsAtItsEnd() throws IOException {
    client.splitShard(PROJECT, TOPIC, "0");
    expireAll();

    assertThatThrownBy(() -> get(cursor("0", CursorType.OLDEST)))
        .isInstanceOf(ShardSealedException.class);
  }

  @Test
  void aLongerLifecycleKeepsThem() throws IOException {
    client.updateTopic(PROJECT, TOPIC, 7, "");
    expireAll();

    assertThat(readAll("0")).hasSize(10);
  }

  private void expireAll() throws IOException {
    server.expire(Instant.now().plus(Duration.ofDays(4)));
  }

  private int get(String cursor) {
    return client.getRecords(PROJECT, TOPIC, "0", SdkClient.schema(), cursor, 10).getRecordCount();
  }
}
