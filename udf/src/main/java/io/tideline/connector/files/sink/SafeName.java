package io.tideline.connector.files.sink;

import io.tideline.hash.Murmur128;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Any text as a part of a file's name that every usual file system bears. Different texts have
 * different names: what is not allowed stands as {@code %} and the hexadecimal code of its bytes
 * (as in a URL), and what is too long ends in a hash of the whole.
 */
public final class SafeName {

  /**
   * In bytes. File systems allow 255 for a name, which holds two such parts, time, writer, suffix,
   * and while it is in progress 50 more.
   */
  static final int MAX_BYTES = 72;

  private static final String NOT_ALLOWED = "/\\:*?\"<>|%";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** Names of devices on Windows, whatever comes after a dot. */
  private static final Set<String> DEVICES =
      Set.of(
          "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
          "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

  private SafeName() {}

  /**
   * @throws IllegalArgumentException when the text is empty
   */
  public static String of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a part of a file's name is empty");
    }
    boolean device = DEVICES.contains(text.split("\\.", 2)[0].toUpperCase(Locale.ROOT));
    StringBuilder name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean edge = i == 0 && (c == '.' || c == '_' || c == ' ' || device);
      edge |= next == text.length() && (c == '.' || c == ' ');
      if (edge || !isAllowed(c)) {
        escape(name, c);
      } else {
        name.appendCodePoint(c);
      }
      i = next;
    }
    return bytes(name.toString()) <= MAX_BYTES ? name.toString() : shortened(name.toString(), text);
  }

  private static boolean isAllowed(int c) {
    boolean control = Character.isISOControl(c);
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !control && !surrogate && NOT_ALLOWED.indexOf(c) < 0;
  }

  /** A lone surrogate, which UTF-8 does not have, stands as its number. */
  private static void escape(StringBuilder name, int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    byte[] code =
        surrogate
            ? new byte[] {(byte) (c >> 8), (byte) c}
            : Character.toString(c).getBytes(StandardCharsets.UTF_8);
    for (byte b : code) {
      name.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
    }
  }

  private static String shortened(String name, String text) {
    String end = String.format("%%%016x", new Murmur128().add(text).finish().low());
    int length = name.length();
    while (bytes(name.substring(0, length)) > MAX_BYTES - end.length()) {
      length = name.offsetByCodePoints(length, -1);
    }
    return name.substring(0, length) + end;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
