package io.tideline.connector.changes.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as UTF-8, exactly or not at all: nothing is put in the place of what is no character. */
public final class Utf8 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080808080808080L;

  private Utf8() {}

  public static boolean isValid(byte[] bytes) {
    return isValid(bytes, 0, bytes.length);
  }

  public static boolean isValid(byte[] bytes, int from, int to) {
    int i = from;
    while (i + 8 <= to && ((long) LONGS.get(bytes, i) & NOT_ASCII) == 0) {
      i += 8;
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    if (i == to) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, to - i));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * @throws MisfitException when there is a half of a surrogate pair
   */
  static byte[] encode(char[] text, int from, int length) throws MisfitException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      char next = text[from + i];
      if (next >= 0x80) {
        return encode(text, from + i, length - i, bytes, i);
      }
      bytes[i] = (byte) next;
    }
    return bytes;
  }

  /** Goes on behind the ASCII characters that were encoded already. */
  private static byte[] encode(char[] text, int from, int length, byte[] ascii, int encoded)
      throws MisfitException {
    byte[] bytes = Arrays.copyOf(ascii, encoded + 3 * length);
    int size = encoded;
    for (int i = from; i < from + length; i++) {
      int next = text[i];
      if (next < 0x80) {
        bytes[size++] = (byte) next;
        continue;
      }
      if (next < 0x800) {
        bytes[size++] = (byte) (0xc0 | next >> 6);
      } else {
        if (Character.isSurrogate((char) next)) {
          i++;
          next = i < from + length ? pair((char) next, text[i]) : pair((char) next, ' ');
          bytes[size++] = (byte) (0xf0 | next >> 18);
          bytes[size++] = (byte) (0x80 | next >> 12 & 0x3f);
        } else {
          bytes[size++] = (byte) (0xe0 | next >> 12);
        }
        bytes[size++] = (byte) (0x80 | next >> 6 & 0x3f);
      }
      bytes[size++] = (byte) (0x80 | next & 0x3f);
    }
    return Arrays.copyOf(bytes, size);
  }

  private static int pair(char high, char low) throws MisfitException {
    if (!Character.isSurrogatePair(high, low)) {
      throw new MisfitException("it has half of a surrogate pair, which is no character");
    }
    return Character.toCodePoint(high, low);
  }
}
