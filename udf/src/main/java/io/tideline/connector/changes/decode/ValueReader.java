package io.tideline.connector.changes.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the value at which the parser stands as one column's type, never changing it on the way.
 */
interface ValueReader {

  /**
   * @param token where the parser stands; never null, never VALUE_NULL
   * @param image what the parser reads
   * @return the value in Flink's internal form
   * @throws MisfitException when the value is not one of the type, or would have to be rounded or
   *     cut
   */
  Object read(JsonParser parser, JsonToken token, byte[] image) throws IOException, MisfitException;
}
