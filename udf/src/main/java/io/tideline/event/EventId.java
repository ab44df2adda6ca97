package io.tideline.event;

/**
 * Names of change events: 128 bits in 32 hexadecimal digits, the same whenever the same change is
 * read again, different otherwise.
 *
 * <p>A change of the log is named by where it stands, a row of a snapshot by the place its chunk
 * was read at, its key and its content: the same chunk read again may hold a newer row, which must
 * not be taken for the older one.
 *
 * <p>One object serves one table and holds what all its names have in common. The digest is
 * Murmur3's 128 bits over the UTF-16 of the texts, each preceded by its length.
 */
public final class EventId {

  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final int CHANGE = 1;
  private static final int READ = 2;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final long tableHigh;
  private final long tableLow;
  private long high;
  private long low;
  private long blocks;

  private EventId(String source, String database, String table) {
    add(source);
    add(database);
    add(table);
    tableHigh = high;
    tableLow = low;
  }

  /**
   * For the changes of one table; not to be shared between threads.
   *
   * @param source the name of the database system, as in the event's {@code source}
   */
  public static EventId of(String source, String database, String table) {
    return new EventId(source, database, table);
  }

  /** The name of a change read from the log. */
  public String change(Position position) {
    start();
    block(CHANGE, 0);
    block(position.high(), position.low());
    return finish();
  }

  /**
   * The name of a row that a snapshot has read.
   *
   * @param position the low watermark of the row's chunk
   * @param key the row's primary key as in the event; null for a table without one
   * @param image the row as in the event
   */
  public String read(Position position, String key, String image) {
    start();
    block(READ, key == null ? 0 : 1);
    block(position.high(), position.low());
    if (key != null) {
      add(key);
    }
    add(image);
    return finish();
  }

  private void start() {
    high = tableHigh;
    low = tableLow;
    blocks = 0;
  }

  private void add(String text) {
    int length = text.length();
    block(length, 0);
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      block(four(text, i), four(text, i + 4));
    }
    if (i < length) {
      block(upToFour(text, i), upToFour(text, i + 4));
    }
  }

  private static long four(String text, int from) {
    return text.charAt(from)
        | (long) text.charAt(from + 1) << 16
        | (long) text.charAt(from + 2) << 32
        | (long) text.charAt(from + 3) << 48;
  }

  private static long upToFour(String text, int from) {
    long value = 0;
    int to = Math.min(from + 4, text.length());
    for (int i = from; i < to; i++) {
      value |= (long) text.charAt(i) << (16 * (i - from));
    }
    return value;
  }

  private void block(long first, long second) {
    high ^= Long.rotateLeft(first * C1, 31) * C2;
    high = (Long.rotateLeft(high, 27) + low) * 5 + 0x52dce729;
    low ^= Long.rotateLeft(second * C2, 33) * C1;
    low = (Long.rotateLeft(low, 31) + high) * 5 + 0x38495ab5;
    blocks++;
  }

  private String finish() {
    long first = high ^ blocks;
    long second = low ^ blocks;
    first += second;
    second += first;
    first = avalanche(first);
    second = avalanche(second);
    first += second;
    second += first;
    char[] text = new char[32];
    for (int i = 0; i < 16; i++) {
      text[i] = HEX[(int) (first >>> (60 - 4 * i)) & 15];
      text[16 + i] = HEX[(int) (second >>> (60 - 4 * i)) & 15];
    }
    return new String(text);
  }

  private static long avalanche(long value) {
    value = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    value = (value ^ (value >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return value ^ (value >>> 33);
  }
}
