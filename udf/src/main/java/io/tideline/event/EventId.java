package io.tideline.event;

import io.tideline.hash.Murmur128;

/**
 * Names of change events: 128 bits in 32 hexadecimal digits, the same whenever the same change is
 * read again, different otherwise.
 *
 * <p>A change of the log is named by where it stands, a row of a snapshot by the place its chunk
 * was read at, its key and its content: the same chunk read again may hold a newer row, which must
 * not be taken for the older one.
 *
 * <p>One object serves one table and holds what all its names have in common. The digest is that of
 * {@link Murmur128}.
 */
public final class EventId {

  private static final int CHANGE = 1;
  private static final int READ = 2;
  private static final int HEARTBEAT = 3;
  private static final int REREAD = 4;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final Murmur128 table;
  private final Murmur128 hash = new Murmur128();

  private EventId(String source, String database, String table) {
    this.table = new Murmur128().add(source).add(database).add(table);
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
    return text(hash.resetTo(table).add(CHANGE, 0).add(position.high(), position.low()));
  }

  /**
   * The name of a row that a snapshot has read.
   *
   * @param position the low watermark of the row's chunk
   * @param key the row's primary key as in the event; null for a table without one
   * @param image the row as in the event
   */
  public String read(Position position, String key, String image) {
    hash.resetTo(table).add(READ, 0).add(position.high(), position.low());
    return text(hash.add(key).add(image));
  }

  /**
   * The name of a heartbeat: one for each, also at the same position.
   *
   * @param time when it was made, in milliseconds
   */
  public String heartbeat(Position position, long time) {
    hash.resetTo(table).add(HEARTBEAT, 0).add(position.high(), position.low());
    return text(hash.add(time, 0));
  }

  /**
   * The name of the news that a snapshot reads keys again.
   *
   * @param position the low watermark of their chunk
   * @param range as in the event
   */
  public String reread(Position position, String range) {
    hash.resetTo(table).add(REREAD, 0).add(position.high(), position.low());
    return text(hash.add(range));
  }

  private static String text(Murmur128 hash) {
    hash.finish();
    char[] text = new char[32];
    for (int i = 0; i < 16; i++) {
      text[i] = HEX[(int) (hash.high() >>> (60 - 4 * i)) & 15];
      text[16 + i] = HEX[(int) (hash.low() >>> (60 - 4 * i)) & 15];
    }
    return new String(text);
  }
}
