package io.tideline.local.datahub.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tideline.local.datahub.model.ServiceException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A request whose signature was found right.
 *
 * @param path the parts of the path, without the leading "projects"
 * @param filter what the names in a list are to contain, or null
 * @param action value of the header that names what a protobuf body is for, or null
 * @param body decompressed
 */
public record Call(
    String method,
    List<String> path,
    String filter,
    String contentType,
    String action,
    byte[] body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public boolean isProtobuf() {
    return contentType != null && contentType.startsWith("application/x-protobuf");
  }

  /** Whether the body is of the SDK's second binary protocol, which packs records in batches. */
  public boolean isBatch() {
    return contentType != null && contentType.startsWith("application/x-binary");
  }

  public boolean isJson() {
    return !isProtobuf() && !isBatch();
  }

  /** The same call with another body. */
  public Call withBody(byte[] other) {
    return new Call(method, path, filter, contentType, action, other);
  }

  /** Whether the name is one to list. */
  public boolean lists(String name) {
    return filter == null || name.contains(filter.toLowerCase(Locale.ROOT));
  }

  /** The body as a JSON object; empty for a call without a body. */
  public JsonNode json() {
    if (body.length == 0) {
      return MAPPER.createObjectNode();
    }
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw ServiceException.invalid("The body is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ServiceException.invalid("The body cannot be read: " + e.getMessage());
    }
  }

  /** The action that a JSON body names, in lower case. */
  public static String action(JsonNode json) {
    return json.path("Action").asText("").toLowerCase(Locale.ROOT);
  }

  /** The answer to an action that does not exist here. */
  public ServiceException unknown(String name) {
    return ServiceException.invalid(
        method + " of /projects/" + String.join("/", path) + " has no action '" + name + "'.");
  }
}
