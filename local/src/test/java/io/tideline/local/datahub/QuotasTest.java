package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.record;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.datahub.client.exception.LimitExceededException;
import com.aliyun.datahub.client.model.PutRecordsResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordType;
import io.tideline.local.datahub.quota.Quotas;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotasTest extends DatahubTestBase {

  @Test
  void aPutOverAShardsQuotaIsRefusedAndNotStored() throws IOException {
    // So few that no second passes unnoticed: one put now, the next in 100 s.
    restartWith(Quotas.NONE.withBytesPerSecond(10));

    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 50));
    assertThatThrownBy(() -> client.putRecordsByShard(PROJECT, TOPIC, "0", records(50, 51)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("shard '0' takes 10 bytes/s");
    client.putRecordsByShard(PROJECT, TOPIC, "1", records(0, 1));

    assertThat(readAll("0")).hasSize(50);
    assertThat(readAll("1")).hasSize(1);
  }

  @Test
  void recordsOfOneRequestAreRefusedByShard() throws IOException {
    restartWith(Quotas.NONE.withBytesPerSecond(10));
    client.putRecordsByShard(PROJECT, TOPIC, "1", records(0, 50));
    RecordEntry toFirst = record(1, "x");
    toFirst.setShardId("0");
    RecordEntry toSecond = record(2, "x");
    toSecond.setShardId("1");

    PutRecordsResult result = client.putRecords(PROJECT, TOPIC, List.of(toFirst, toSecond));

    assertThat(result.getFailedRecordCount()).isOne();
    assertThat(result.getPutErrorEntries().get(0).getIndex()).isOne();
    assertThat(result.getPutErrorEntries().get(0).getErrorcode()).isEqualTo("LimitExceeded");
    assertThat(readAll("0")).extracting(SdkClient::id).containsExactly(1L);
  }

  @Test
  void aFreshShardIsNeitherSplitNorMerged() throws IOException {
    restartWith(new Quotas(0, 0, Duration.ofDays(1)));
    client.createTopic(PROJECT, "fresh", 2, 1, RecordType.BLOB, "");

    assertThatThrownBy(() -> client.splitShard(PROJECT, "fresh", "0", "1" + "0".repeat(31)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("'0'");
    assertThatThrownBy(() -> client.mergeShard(PROJECT, "fresh", "0", "1"))
        .isInstanceOf(LimitExceededException.class);
    assertThat(client.listShard(PROJECT, "fresh").getShards()).hasSize(2);
  }

  private void restartWith(Quotas quotas) throws IOException {
    server.close();
    server =
        LocalDatahub.start(DatahubSettings.local(ACCESS_ID, ACCESS_KEY, data).withQuotas(quotas));
    client = SdkClient.of(server);
  }
}
