package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.datahub.client.exception.LimitExceededException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsHttpTest extends DatahubTestBase {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @BeforeEach
  void openTheAdminPort() throws IOException {
    server.close();
    server =
        LocalDatahub.start(DatahubSettings.local(ACCESS_ID, ACCESS_KEY, data).withAdminPort(0));
    client = SdkClient.of(server);
  }

  @Test
  void aFaultIsArmedWatchedAndEnded() throws Exception {
    JsonNode fault =
        send(
            "POST",
            "/faults",
            """
            {"on": "put", "topic": "changes", "shard": "0", "times": 2,
             "do": "error", "code": "LimitExceeded"}
            """,
            201);

    assertThatThrownBy(() -> client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 1)))
        .isInstanceOf(LimitExceededException.class);

    String path = "/faults/" + fault.get("id").asLong();
    assertThat(send("GET", path, "", 200))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"id": 1, "on": "put", "topic": "changes", "shard": "0", "times": 2,
                 "do": "error", "code": "LimitExceeded", "fired": 1, "frozen": 0}
                """
                    .replace("1, \"on\"", fault.get("id").asLong() + ", \"on\"")));
    send("DELETE", path, "", 204);
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 1));
    assertThat(send("GET", "/faults", "", 200).get("faults")).isEmpty();
    send("GET", path, "", 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'on':'list-shards','after':1,'do':'delay','millis':250,'fired':0,'frozen':0}",
        "{'on':'any','project':'tideline','do':'drop-before','fired':0,'frozen':0}",
        "{'on':'put','do':'drop-after','fired':0,'frozen':0}",
        "{'on':'get-topic','do':'freeze','fired':0,'frozen':0}",
        "{'on':'put','times':1,'do':'duplicate','fired':0,'frozen':0}",
        "{'on':'put','do':'lose-record','index':3,'fired':0,'frozen':0}",
        "{'on':'put','do':'reorder','index':0,'fired':0,'frozen':0}"
      })
  void everyFaultIsListedAsItWasSent(String text) throws Exception {
    String json = text.replace('\'', '"');
    send("POST", "/faults", json.replace(",\"fired\":0,\"frozen\":0", ""), 201);

    JsonNode listed = send("GET", "/faults", "", 200).at("/faults/0");

    ((ObjectNode) listed).remove("id");
    assertThat(listed.toString()).isEqualTo(json);
    send("DELETE", "/faults", "", 204);
    assertThat(server.faults().armed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"on\": \"putt\", \"do\": \"freeze\"} | list-shards",
        "{\"on\": \"put\", \"do\": \"explode\"} | drop-after",
        "{\"on\": \"put\", \"do\": \"error\", \"code\": \"Nope\"} | LimitExceeded",
        "{\"on\": \"put\", \"do\": \"delay\"} | millis",
        "{\"on\": \"put\", \"do\": \"freeze\", \"times\": -1} | times",
        "{\"on\": \"put\", \"do\": \"freeze\", \"shards\": \"0\"} | 'shards'",
        "[] | not a JSON object",
        "{ | Unexpected end"
      })
  void whatIsNoFaultIsRefusedWithTheWayOut(String body, String message) throws Exception {
    assertThat(send("POST", "/faults", body, 400).get("error").asText()).contains(message);
    assertThat(server.faults().armed()).isEmpty();
  }

  @Test
  void aPageInABrowserCannotArmAFault() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/faults"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"on\": \"any\", \"do\": \"freeze\"}"))
            .build();

    assertThat(status(request)).isEqualTo(415);
    assertThat(server.faults().armed()).isEmpty();
  }

  @Test
  void itIsOffUnlessAskedForAndNeverOnThePublicPort() throws Exception {
    assertThat(status(HttpRequest.newBuilder(URI.create(server.endpoint() + "/faults")).build()))
        .isEqualTo(400);
    restart();
    assertThat(server.adminEndpoint()).isEmpty();
  }

  private JsonNode send(String method, String path, String body, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri(path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return MAPPER.readTree(response.body());
  }

  private URI uri(String path) {
    return URI.create(server.adminEndpoint().orElseThrow() + path);
  }

  private static int status(HttpRequest request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
