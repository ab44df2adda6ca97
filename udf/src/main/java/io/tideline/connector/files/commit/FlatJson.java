package io.tideline.connector.files.commit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Objects of JSON that hold nothing but values: the notes beside the files. */
public final class FlatJson {

  private FlatJson() {}

  /**
   * The fields of the object that the parser stands at, as texts; what is no value is passed over.
   */
  public static Map<String, String> fields(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("an object was expected, not " + in.currentToken());
    }
    Map<String, String> fields = new HashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (value == null) {
        throw new IOException("an object is cut behind " + fields);
      } else if (value.isStructStart()) {
        in.skipChildren();
      } else {
        fields.put(name, in.getText());
      }
    }
    return fields;
  }
}
