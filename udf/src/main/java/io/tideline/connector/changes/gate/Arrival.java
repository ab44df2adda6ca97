package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.EventTexts;
import io.tideline.connector.changes.raw.Turn;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Op;
import io.tideline.event.Position;

/** What the gate needs to know of an event of a row: never its values, only their hash. */
final class Arrival {

  private final Op op;
  private final Position position;
  private final boolean keyed;
  private final Turn turn;
  private final long run;
  private final Image image;

  /** Hashes of the row that the event left behind. */
  static final class Image {

    /** Of a row that was deleted. */
    static final Image NONE = new Image(ImageHash.NO_IMAGE, 0, ImageHash.NO_ROW);

    private final long all;
    private final long comparable;
    private final int shape;

    /**
     * @param comparable of the columns that can be compared
     * @param shape of their names
     */
    Image(long all, long comparable, int shape) {
      this.all = all;
      this.comparable = comparable;
      this.shape = shape;
    }

    static Image of(ImageHash hash) {
      return new Image(hash.image(), hash.comparable(), hash.shape());
    }
  }

  /**
   * @param run {@link io.tideline.connector.changes.raw.Provenance#UNSTAMPED} when it is not known
   */
  Arrival(Op op, Position position, boolean keyed, Turn turn, long run, Image image) {
    this.op = op;
    this.position = position;
    this.keyed = keyed;
    this.turn = turn;
    this.run = run;
    this.image = image;
  }

  /**
   * @param hash made to hash the event's image
   * @param incomparable columns, see {@link ImageHash#names}
   * @throws MalformedEventException when the event has no place in the log
   */
  static Arrival of(ChangeEvent event, Op op, ImageHash hash, long[] incomparable)
      throws MalformedEventException {
    Position position = position(event.texts());
    Image image = Image.NONE;
    if (op != Op.DELETE) {
      hash.read(event.texts(), ChangeColumns.AFTER, incomparable);
      image = Image.of(hash);
    }
    return new Arrival(
        op, position, event.isKeyed(), event.turn(), event.provenance().run(), image);
  }

  private static Position position(EventTexts texts) throws MalformedEventException {
    if (texts.isNull(ChangeColumns.POSITION)) {
      throw new MalformedEventException("column 'position': is NULL");
    }
    try {
      return Position.parse(
          texts.bytes(), texts.from(ChangeColumns.POSITION), texts.to(ChangeColumns.POSITION));
    } catch (IllegalArgumentException e) {
      throw new MalformedEventException("column 'position': " + e.getMessage());
    }
  }

  Position position() {
    return position;
  }

  Turn turn() {
    return turn;
  }

  long run() {
    return run;
  }

  long image() {
    return image.all;
  }

  long comparable() {
    return image.comparable;
  }

  int shape() {
    return image.shape;
  }

  boolean isRead() {
    return op == Op.READ;
  }

  boolean isKeyed() {
    return keyed;
  }

  /** Whether it says what the row was before. */
  boolean isLink() {
    return keyed && (op == Op.UPDATE || op == Op.DELETE);
  }
}
