package io.tideline.local.datahub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.model.ServiceException;
import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param contentType null without a body
 * @param length number of bytes of the body that count
 */
public record Reply(int status, String contentType, byte[] body, int length) {
  // Exactly this: with a charset clients do not read errors.
  private static final String JSON = "application/json";
  private static final byte[] NOTHING = new byte[0];

  public static final Reply OK = new Reply(200, null, NOTHING, 0);
  public static final Reply CREATED = new Reply(201, null, NOTHING, 0);

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static Reply json(JsonNode body) {
    return json(200, body);
  }

  public static Reply json(int status, JsonNode body) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return new Reply(status, JSON, bytes, bytes.length);
  }

  /** A sealed frame. */
  public static Reply protobuf(byte[] frame, int length) {
    return new Reply(200, "application/x-protobuf", frame, length);
  }

  public static Reply html(String page) {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    return new Reply(200, "text/html;charset=utf-8", bytes, bytes.length);
  }

  public static Reply error(ServiceException error, String requestId) {
    return json(
        error.code().status(),
        object()
            .put("RequestId", requestId)
            .put("ErrorCode", error.code().text())
            .put("ErrorMessage", error.getMessage()));
  }
}
