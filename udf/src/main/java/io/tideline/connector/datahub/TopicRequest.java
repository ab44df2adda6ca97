package io.tideline.connector.datahub;

import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.secret.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The arguments of {@link TopicTool}. */
final class TopicRequest {

  private static final String COLUMN = "--column";
  private static final String NOT_NULL = ":NOTNULL";
  private static final Set<String> SINGLE =
      Set.of(
          "--endpoint",
          "--project",
          "--topic",
          "--access-id",
          "--access-key",
          "--shards",
          "--lifecycle",
          "--subscription");

  private final Map<String, String> values = new HashMap<>();
  private final List<TopicSchema.Column> columns = new ArrayList<>();

  private TopicRequest() {}

  /**
   * @throws IllegalArgumentException naming the argument that is wrong or missing
   */
  static TopicRequest parse(String... args) {
    if (args.length == 0 || !args[0].equals("create")) {
      throw new IllegalArgumentException("the first argument must be 'create'");
    }
    TopicRequest request = new TopicRequest();
    for (int i = 1; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("argument '" + args[i] + "' needs a value");
      }
      if (args[i].equals(COLUMN)) {
        request.columns.add(column(args[i + 1]));
      } else if (SINGLE.contains(args[i])) {
        request.values.put(args[i], args[i + 1]);
      } else {
        throw new IllegalArgumentException("there is no argument '" + args[i] + "'");
      }
    }
    for (String name : SINGLE) {
      if (!request.values.containsKey(name)) {
        throw new IllegalArgumentException("argument '" + name + "' is missing");
      }
    }
    request.number("--shards", 1, 256);
    request.number("--lifecycle", 1, 7);
    return request;
  }

  private static TopicSchema.Column column(String text) {
    boolean required = text.endsWith(NOT_NULL);
    String declared = required ? text.substring(0, text.length() - NOT_NULL.length()) : text;
    int colon = declared.lastIndexOf(':');
    try {
      return new TopicSchema.Column(
          declared.substring(0, colon),
          TopicSchema.Type.valueOf(declared.substring(colon + 1).toUpperCase(Locale.ROOT)),
          !required);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "argument '--column' is name:TYPE or name:TYPE:NOTNULL with a type of "
              + Arrays.toString(TopicSchema.Type.values())
              + ", not '"
              + text
              + "'",
          e);
    }
  }

  private int number(String name, int min, int max) {
    String text = values.get(name);
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below like a number out of range.
    }
    throw new IllegalArgumentException(
        "argument '" + name + "' is " + min + " to " + max + ", not '" + text + "'");
  }

  DataHubConnection connection() {
    return new DataHubConnection(
        values.get("--endpoint"),
        project(),
        topic(),
        new Secret[] {
          Secret.of("--access-id", values.get("--access-id")),
          Secret.of("--access-key", values.get("--access-key"))
        },
        DataHubConnectorOptions.LZ4);
  }

  String project() {
    return values.get("--project");
  }

  String topic() {
    return values.get("--topic");
  }

  int shards() {
    return number("--shards", 1, 256);
  }

  /** Days. */
  int lifecycle() {
    return number("--lifecycle", 1, 7);
  }

  /** The comment by which the subscription is found again. */
  String subscription() {
    return values.get("--subscription");
  }

  /** BLOB when no column was given. */
  TopicSchema schema() {
    return new TopicSchema(columns);
  }
}
