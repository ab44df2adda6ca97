package io.tideline.local.datahub.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of a TUPLE topic.
 *
 * @param original number of columns at creation; a record may lack those appended later
 */
public record Schema(List<Column> columns, int original) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String RESERVED = "system_time";

  public Schema {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      Names.requireColumn(column.name());
      if (column.name().equals(RESERVED)) {
        throw ServiceException.invalid(
            "'" + column.name() + "' is reserved and cannot be the name of a column.");
      }
      if (!names.add(column.name())) {
        throw ServiceException.invalid("Column '" + column.name() + "' is there twice.");
      }
    }
    if (columns.isEmpty()) {
      throw ServiceException.invalid("RecordSchema has no columns.");
    }
  }

  /** Reads the JSON text that requests carry: {@code {"fields":[{"name":..,"type":..}]}}. */
  public static Schema parse(String json) {
    try {
      JsonNode fields = MAPPER.readTree(json).path("fields");
      List<Column> columns = new ArrayList<>();
      for (JsonNode field : fields) {
        columns.add(
            new Column(
                field.path("name").asText().toLowerCase(Locale.ROOT),
                ColumnType.of(field.path("type").asText()),
                field.path("notnull").asBoolean(false),
                field.path("comment").asText("")));
      }
      return new Schema(columns, columns.size());
    } catch (JsonProcessingException e) {
      throw ServiceException.invalid("RecordSchema is not valid JSON: " + e.getOriginalMessage());
    }
  }

  public Schema append(List<Column> more) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(more);
    return new Schema(all, original);
  }

  /** The JSON text of {@link #parse}. */
  public String toJson() {
    ObjectNode root = MAPPER.createObjectNode();
    for (Column column : columns) {
      ObjectNode field = root.withArray("fields").addObject();
      field.put("name", column.name()).put("type", column.type().name());
      if (column.notNull()) {
        field.put("notnull", true);
      }
      if (!column.comment().isEmpty()) {
        field.put("comment", column.comment());
      }
    }
    return root.toString();
  }
}
