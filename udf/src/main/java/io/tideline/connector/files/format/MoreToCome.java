package io.tideline.connector.files.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * A stream that tells by {@link #available()} whether it has ended. GZIPInputStream looks for a
 * further member only where bytes are available, and a file system may answer 0 at any time.
 */
final class MoreToCome extends PushbackInputStream {

  MoreToCome(InputStream in) {
    super(in, 1);
  }

  @Override
  public int available() throws IOException {
    int known = super.available();
    if (known > 0) {
      return known;
    }
    int next = read();
    if (next < 0) {
      return 0;
    }
    unread(next);
    return 1;
  }
}
