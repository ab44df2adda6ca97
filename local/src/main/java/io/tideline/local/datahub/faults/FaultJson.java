package io.tideline.local.datahub.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tideline.local.datahub.model.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A fault as the admin port writes and reads it. */
final class FaultJson {
  private static final List<String> FIELDS =
      List.of("on", "project", "topic", "shard", "times", "after", "do", "millis", "code", "index");

  private FaultJson() {}

  /** Arms what the JSON says. */
  static Fault arm(Faults faults, JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                    "'" + name + "' is not a part of a fault; use " + FIELDS + ".");
              }
            });
    FaultRule rule = faults.on(constant(CallKind.class, json, "on"));
    if (json.hasNonNull("project")) {
      rule.project(json.get("project").asText());
    }
    if (json.hasNonNull("topic")) {
      rule.topic(json.get("topic").asText());
    }
    if (json.hasNonNull("shard")) {
      rule.shard(json.get("shard").asText());
    }
    if (json.hasNonNull("times")) {
      rule.times(number(json, "times"));
    }
    if (json.hasNonNull("after")) {
      rule.after(number(json, "after"));
    }
    return arm(rule, constant(FaultAction.class, json, "do"), json);
  }

  private static Fault arm(FaultRule rule, FaultAction action, JsonNode json) {
    int index = json.hasNonNull("index") ? Math.toIntExact(number(json, "index")) : 0;
    return switch (action) {
      case DELAY -> rule.delay(Duration.ofMillis(number(json, "millis")));
      case DROP_BEFORE -> rule.dropBefore();
      case DROP_AFTER -> rule.dropAfter();
      case ERROR -> rule.error(code(json.path("code").asText()));
      case FREEZE -> rule.freeze();
      case DUPLICATE -> rule.duplicate();
      case LOSE_RECORD -> rule.loseRecord(index);
      case REORDER -> rule.reorder(index);
    };
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode json, String field) {
    String text = json.path(field).asText();
    for (E each : type.getEnumConstants()) {
      if (text(each).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + field
            + "' is '"
            + text
            + "'; give one of "
            + Arrays.stream(type.getEnumConstants()).map(FaultJson::text).toList()
            + ".");
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ErrorCode code(String text) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'code' is '"
                        + text
                        + "'; give one of "
                        + Arrays.stream(ErrorCode.values()).map(ErrorCode::text).toList()
                        + "."));
  }

  private static long number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber() || value.asLong() < 0) {
      throw new IllegalArgumentException(
          "'" + field + "' is " + value + "; give a whole number, 0 or more.");
    }
    return value.asLong();
  }

  static ObjectNode describe(Fault fault) {
    FaultRule rule = fault.rule();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", fault.id()).put("on", text(rule.kind()));
    putIfSet(json, "project", rule.project());
    putIfSet(json, "topic", rule.topic());
    putIfSet(json, "shard", rule.shard());
    if (rule.times() != Long.MAX_VALUE) {
      json.put("times", rule.times());
    }
    if (rule.after() > 0) {
      json.put("after", rule.after());
    }
    json.put("do", text(fault.action()));
    Fault.Parameters parameters = fault.parameters();
    switch (fault.action()) {
      case DELAY -> json.put("millis", parameters.delay().toMillis());
      case ERROR -> json.put("code", parameters.error().text());
      case LOSE_RECORD, REORDER -> json.put("index", parameters.index());
      default -> {}
    }
    return json.put("fired", fault.fired()).put("frozen", fault.frozen());
  }

  private static void putIfSet(ObjectNode json, String field, String value) {
    if (value != null) {
      json.put(field, value);
    }
  }
}
