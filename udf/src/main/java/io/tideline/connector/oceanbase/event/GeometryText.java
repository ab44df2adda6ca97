package io.tideline.connector.oceanbase.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a geometry as the database's ST_AsText does: {@code POINT(1 2.5)}. One that has a
 * reference system names it first, as in {@code SRID=4326;POINT(1 2.5)}.
 */
final class GeometryText {

  private static final int POINT = 1;
  private static final int LINE = 2;
  private static final int POLYGON = 3;
  private static final int MULTI_POINT = 4;
  private static final int MULTI_LINE = 5;
  private static final int MULTI_POLYGON = 6;
  private static final int COLLECTION = 7;

  private static final String[] NAMES = {
    "",
    "POINT",
    "LINESTRING",
    "POLYGON",
    "MULTIPOINT",
    "MULTILINESTRING",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION"
  };

  private final StringBuilder out;
  private final ByteBuffer in;

  private GeometryText(StringBuilder out, byte[] wkb) {
    this.out = out;
    this.in = ByteBuffer.wrap(wkb);
  }

  /**
   * @param wkb well-known binary
   * @param srid null or 0 for none
   * @throws IllegalArgumentException when the bytes are no geometry of two dimensions
   */
  static void write(StringBuilder out, byte[] wkb, Integer srid) {
    if (srid != null && srid != 0) {
      out.append("SRID=").append(srid).append(';');
    }
    new GeometryText(out, wkb).geometry();
  }

  private void geometry() {
    int type = header();
    out.append(NAMES[type]);
    if (type == COLLECTION) {
      list(this::geometry);
    } else {
      body(type);
    }
  }

  /** The byte order and the type that every geometry begins with, also those within others. */
  private int header() {
    in.order(in.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int type = in.getInt();
    if (type < POINT || type > COLLECTION) {
      throw new IllegalArgumentException("a geometry has the unknown type " + type);
    }
    return type;
  }

  private void body(int type) {
    switch (type) {
      case POINT:
        out.append('(');
        point();
        out.append(')');
        break;
      case LINE:
        list(this::point);
        break;
      case POLYGON:
        list(() -> list(this::point));
        break;
      case MULTI_POINT:
        list(
            () -> {
              header();
              point();
            });
        break;
      case MULTI_LINE:
      case MULTI_POLYGON:
        list(() -> body(header()));
        break;
      default:
        throw new IllegalArgumentException("a geometry of type " + type + " has no coordinates");
    }
  }

  private void list(Runnable element) {
    int size = in.getInt();
    out.append('(');
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        out.append(',');
      }
      element.run();
    }
    out.append(')');
  }

  private void point() {
    number(in.getDouble());
    out.append(' ');
    number(in.getDouble());
  }

  /** A whole number without its {@code .0}. */
  private void number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else {
      out.append(value);
    }
  }
}
