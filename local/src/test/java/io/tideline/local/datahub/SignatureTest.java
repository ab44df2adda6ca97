package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.datahub.client.auth.Authorization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest extends DatahubTestBase {
  private static final String PATH = "/projects";

  @Test
  void aRequestSignedNowIsAnswered() throws Exception {
    HttpResponse<String> response = send(signed(Duration.ZERO, PATH));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-datahub-request-id")).isPresent();
    assertThat(response.body()).contains("ProjectNames");
  }

  @Test
  void aRequestSignedLongAgoIsRefused() throws Exception {
    assertUnauthorized(send(signed(Duration.ofMinutes(20), PATH)), "15 minutes");
    assertUnauthorized(send(signed(Duration.ofMinutes(-20), PATH)), "15 minutes");
  }

  @Test
  void aRequestWithoutASignatureIsRefused() throws Exception {
    assertUnauthorized(
        send(HttpRequest.newBuilder(URI.create(server.endpoint() + PATH)).build()), "not signed");
  }

  @Test
  void aSignatureForAnotherPathIsRefused() throws Exception {
    assertUnauthorized(send(signed(Duration.ZERO, "/projects/other")), "signature is wrong");
  }

  /** A request to list projects, signed so long ago for this path. */
  private HttpRequest signed(Duration age, String path) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).minus(age));
    String authorization =
        Authorization.getAkAuthorization(
            new Authorization.Request()
                .setAccessId(ACCESS_ID)
                .setAccessKey(ACCESS_KEY)
                .setMethod("GET")
                .setUrlPath(path)
                .setHeaders(Map.of("Date", List.of(date))));
    return HttpRequest.newBuilder(URI.create(server.endpoint() + PATH))
        .header("Date", date)
        .header("Authorization", authorization)
        .build();
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void assertUnauthorized(HttpResponse<String> response, String reason) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body()).contains("\"ErrorCode\":\"Unauthorized\"").contains(reason);
    assertThat(response.body()).doesNotContain(ACCESS_KEY);
  }
}
