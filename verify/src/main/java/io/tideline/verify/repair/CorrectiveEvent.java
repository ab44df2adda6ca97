package io.tideline.verify.repair;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tideline.event.EventId;
import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.files.History;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A change event made here: READ for a row as the database has it, DELETE for one that it has not.
 * Its {@code _event_id} begins with {@value History#CORRECTION}, in the topic and in the files.
 *
 * <p>It goes through the gate as a dead letter that comes again does: to its route alone, past the
 * key's memory. The gate has seen the change that a file has lost, and would take the same image
 * for one re-sent; and a memory that corrections had moved on would drop what capture still has to
 * send. In the files its position makes it the key's last event until the row changes again.
 */
final class CorrectiveEvent {

  /**
   * A value of an image.
   *
   * @param text null for NULL
   * @param number whether the text stands as it is, without quotes
   */
  record Value(String column, String text, boolean number) {}

  private static final JsonFactory JSON = new JsonFactory();

  private final TableShape shape;
  private final String source;

  /**
   * @param source the name of the database in every event
   */
  CorrectiveEvent(TableShape shape, String source) {
    this.shape = shape;
    this.source = source;
  }

  /**
   * The values of the topic's columns by their names.
   *
   * @param image the row; for a DELETE as the files have it
   * @param time of the correction, in milliseconds
   */
  Map<String, Object> fields(
      Op op, Position position, List<Value> key, List<Value> image, long time) {
    String keyText = object(key);
    String imageText = object(image);
    Map<String, Object> fields = new HashMap<>();
    fields.put(
        "event_id",
        History.CORRECTION
            + EventId.of(source, shape.database(), shape.table())
                .read(position, keyText, imageText));
    fields.put("op", op.name());
    fields.put("source", source);
    fields.put("database_name", shape.database());
    fields.put("table_name", shape.table());
    fields.put("event_time", time * 1_000);
    fields.put("primary_key", keyText);
    fields.put(op == Op.DELETE ? "before" : "after", imageText);
    fields.put("position", position.toString());
    return fields;
  }

  private static String object(List<Value> values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Value value : values) {
        json.writeFieldName(value.column());
        if (value.text() == null) {
          json.writeNull();
        } else if (value.number()) {
          json.writeNumber(value.text());
        } else {
          json.writeString(value.text());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a JSON object in memory cannot be written", e);
    }
    return text.toString();
  }
}
