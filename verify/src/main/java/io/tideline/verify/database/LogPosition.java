package io.tideline.verify.database;

import io.tideline.event.Position;

/**
 * How far the database's log reached: all changes that were committed before it was asked stand
 * before it.
 *
 * @param file the number at the end of the file's name
 */
public record LogPosition(int file, long offset) implements Comparable<LogPosition> {

  /**
   * @param name such as {@code mysql-bin.000003}
   * @throws IllegalArgumentException when no number is at its end
   */
  public static int number(String name) {
    String digits = name.substring(name.lastIndexOf('.') + 1);
    if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Character::isDigit)) {
      throw new IllegalArgumentException("the log file '" + name + "' has no number at its end");
    }
    return Integer.parseInt(digits);
  }

  public static LogPosition of(Position position) {
    return new LogPosition(position.file(), position.offset());
  }

  /**
   * The position of an event made by hand here: after all changes before, before all later ones.
   */
  public Position after(int epoch, Position last) {
    Position here = Position.of(epoch, file, offset, 1, Position.WHOLE);
    if (last == null || last.compareTo(here) < 0) {
      return here;
    }
    return Position.of(last.epoch(), last.file(), last.offset(), last.row() + 1, Position.WHOLE);
  }

  @Override
  public int compareTo(LogPosition other) {
    return file != other.file
        ? Integer.compare(file, other.file)
        : Long.compare(offset, other.offset);
  }

  @Override
  public String toString() {
    return file + "/" + offset;
  }
}
