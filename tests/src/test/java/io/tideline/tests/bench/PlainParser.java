package io.tideline.tests.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * One thread that only parses: Jackson's streaming parser over the rows of {@link OrderChanges},
 * each value taken as text or number. Nothing of ours takes part.
 */
final class PlainParser {

  private static final int ROWS = 100_000;
  private static final int STEP = 100;

  private final JsonFactory json = new JsonFactory();
  private final byte[][] rows = new byte[ROWS][];

  /** So that what is parsed is not thrown away by the compiler. */
  private long taken;

  PlainParser() {
    for (int i = 0; i < ROWS; i++) {
      rows[i] = OrderChanges.image(i * 7, i % 10);
    }
  }

  Sample run(Meter meter) throws IOException, InterruptedException {
    for (int i = 0; !meter.isDone(); i++) {
      parse(rows[i % ROWS]);
      if (i % STEP == 0) {
        meter.add(STEP);
      }
    }
    if (taken == 0) {
      throw new IllegalStateException("nothing was parsed");
    }
    return meter.await();
  }

  private void parse(byte[] row) throws IOException {
    try (JsonParser parser = json.createParser(row)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        switch (token) {
          case VALUE_STRING -> taken += parser.getText().length();
          case VALUE_NUMBER_INT -> taken += parser.getLongValue();
          case VALUE_NUMBER_FLOAT -> taken += parser.getDecimalValue().scale();
          default -> taken += token.ordinal();
        }
      }
    }
  }
}
