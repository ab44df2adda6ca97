package io.tideline.tests.testkit;

import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A record for a TUPLE topic that no sink has made, so that it can be wrong. */
public final class TupleRecord {

  private TupleRecord() {}

  /**
   * @param out of the client that will put it
   * @param fields in the topic's order: String or bytes for a STRING, Long for a number or a time
   */
  public static OutgoingRecord of(
      RecordWriter out, Object[] fields, Map<String, String> attributes) {
    attributes.forEach((name, value) -> out.attribute(utf8(name), utf8(value)));
    for (Object field : fields) {
      if (field == null) {
        out.absent();
      } else if (field instanceof Long number) {
        out.number(number);
      } else {
        byte[] text = field instanceof byte[] bytes ? bytes : utf8((String) field);
        out.bytes(text, 0, text.length);
      }
    }
    return out.finish();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
