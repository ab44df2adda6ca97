package io.tideline.connector.oceanbase.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes JSON strings: only what has to be escaped is, so that text stays readable. */
final class JsonText {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  static void string(StringBuilder out, String text) {
    out.append('"');
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, done, i);
        escaped(out, c);
        done = i + 1;
      }
    }
    out.append(text, done, text.length()).append('"');
  }

  /** Standard alphabet, padded. */
  static void base64(StringBuilder out, byte[] bytes) {
    String text = new String(Base64.getEncoder().encode(bytes), StandardCharsets.ISO_8859_1);
    out.append('"').append(text).append('"');
  }

  private static void escaped(StringBuilder out, char c) {
    switch (c) {
      case '"':
        out.append("\\\"");
        break;
      case '\\':
        out.append("\\\\");
        break;
      case '\n':
        out.append("\\n");
        break;
      case '\r':
        out.append("\\r");
        break;
      case '\t':
        out.append("\\t");
        break;
      default:
        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  private JsonText() {}
}
