package io.tideline.local.datahub.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers the admin port's requests. */
final class FaultsHandler extends Handler.Abstract {
  private static final String ROOT = "/faults";
  private static final String JSON = "application/json";
  private static final int LONGEST_BODY = 64 * 1024;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Faults faults;

  FaultsHandler(Faults faults) {
    this.faults = faults;
  }

  /** What is answered: a status and JSON, or null for none. */
  private record Answer(int status, JsonNode body) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Answer answer;
    try {
      answer = answer(request);
    } catch (IllegalArgumentException | ArithmeticException | JsonProcessingException e) {
      answer = error(400, e.getMessage());
    }
    response.setStatus(answer.status());
    byte[] body =
        answer.body() == null
            ? new byte[0]
            : (answer.body().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    if (body.length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private Answer answer(Request request) throws IOException {
    String path = request.getHttpURI().getPath();
    if (path.equals(ROOT)) {
      return switch (request.getMethod()) {
        case "GET" -> new Answer(200, list());
        case "POST" -> post(request);
        case "DELETE" -> {
          faults.clear();
          yield new Answer(204, null);
        }
        default -> error(405, "Use GET, POST or DELETE.");
      };
    }
    Fault fault = path.startsWith(ROOT + "/") ? find(path.substring(ROOT.length() + 1)) : null;
    if (fault == null) {
      return error(404, "There is nothing at '" + path + "'; begin at " + ROOT + ".");
    }
    return switch (request.getMethod()) {
      case "GET" -> new Answer(200, FaultJson.describe(fault));
      case "DELETE" -> {
        faults.clear(fault);
        yield new Answer(204, null);
      }
      default -> error(405, "Use GET or DELETE.");
    };
  }

  private Answer post(Request request) throws IOException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    // A web page can send no such request to another address without asking first.
    if (type == null || !type.startsWith(JSON)) {
      return error(415, "Send Content-Type: " + JSON + ".");
    }
    byte[] body;
    try (InputStream in = Request.asInputStream(request)) {
      body = in.readNBytes(LONGEST_BODY);
    }
    JsonNode json = MAPPER.readTree(body);
    if (json == null || !json.isObject()) {
      throw new IllegalArgumentException("The body is not a JSON object.");
    }
    return new Answer(201, FaultJson.describe(FaultJson.arm(faults, json)));
  }

  private ObjectNode list() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = all.putArray("faults");
    faults.armed().forEach(fault -> entries.add(FaultJson.describe(fault)));
    return all;
  }

  private Fault find(String id) {
    return faults.armed().stream()
        .filter(fault -> Long.toString(fault.id()).equals(id))
        .findFirst()
        .orElse(null);
  }

  private static Answer error(int status, String message) {
    return new Answer(status, JsonNodeFactory.instance.objectNode().put("error", message));
  }
}
