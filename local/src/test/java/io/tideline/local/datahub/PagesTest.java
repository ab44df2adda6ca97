package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.record;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.datahub.client.model.BlobRecordData;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest extends DatahubTestBase {
  private static final String SHARD = "/shard?project=tideline&topic=changes&shard=";

  @Test
  void theStatusIsReadableWithoutASignature() throws IOException, InterruptedException {
    client.putRecordsByShard(PROJECT, TOPIC, "1", records(0, 7));

    JsonNode topic = topic();

    assertThat(topic.path("name").asText()).isEqualTo(TOPIC);
    assertThat(topic.path("records").asLong()).isEqualTo(7);
    assertThat(topic.at("/shards/1/newestSequence").asLong()).isEqualTo(6);
    assertThat(topic.at("/shards/0/newestSequence").asLong()).isEqualTo(-1);
    assertThat(get("/"))
        .contains("<td>tideline<td>changes<td><a href=\"shard?project=tideline&amp;topic=changes")
        .contains("&amp;shard=1\">1</a><td>ACTIVE<td class=n>7<td class=n>6<td class=n>")
        .doesNotContain(ACCESS_KEY);
  }

  @Test
  void ratesGoUpWithPutsAndGetsAndDownAgain() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 100));
              readAll("0");
              JsonNode shard = topic().at("/shards/0");
              return shard.path("recordsInPerSecond").asLong() > 0
                  && shard.path("bytesInPerSecond").asLong() > 0
                  && shard.path("recordsOutPerSecond").asLong() > 0
                  && shard.path("bytesOutPerSecond").asLong() > 0;
            });
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> topic().at("/shards/0/recordsInPerSecond").asLong() == 0);
  }

  @Test
  void theNewestRecordsOfAShardAreShownNewestFirstAndHarmless()
      throws IOException, InterruptedException {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 30));
    RecordEntry evil = record(99, "<script>alert('x')</script>");
    evil.addAttribute("run", "<b>\"7\"");
    client.putRecordsByShard(PROJECT, TOPIC, "0", List.of(evil, record(100, null)));

    String page = get(SHARD + "0");

    assertThat(page)
        .contains("<th>id<th>text<th>Attributes", "&lt;script&gt;alert(", "run=&lt;b&gt;&quot;7")
        .contains("<td>100<td class=null>null", "<td>row 12")
        .doesNotContain("<script", "<b>", "row 11", ACCESS_KEY);
    assertThat(page.indexOf("<td>100")).isLessThan(page.indexOf("<td>99"));
  }

  @Test
  void aShardWithoutRecordsAndABlobAreShown() throws IOException, InterruptedException {
    assertThat(get(SHARD + "1")).contains("changes, shard 1");
    client.createTopic(PROJECT, "blobs", 1, 1, RecordType.BLOB, "");
    RecordEntry entry = new RecordEntry();
    entry.setRecordData(new BlobRecordData(new byte[] {1, 2, 3}));
    client.putRecordsByShard(PROJECT, "blobs", "0", List.of(entry));

    assertThat(get("/shard?project=tideline&topic=blobs&shard=0")).contains("<td>AQID");
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException, InterruptedException {
    assertThat(get(SHARD + "9")).contains("NoSuchShard");
    assertThat(get("/shard?project=tideline")).contains("'topic' is missing");
    assertThat(get("/nothing")).contains("not served");
  }

  private JsonNode topic() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get("/status.json")).at("/projects/0/topics/0");
  }

  private String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.endpoint() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
