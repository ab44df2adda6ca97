package io.tideline.connector.oceanbase.event;

import io.tideline.event.Position;

/** Makes positions from what the log calls its files and offsets. */
final class LogPlace {

  private static final int MAX_ROW = (1 << 22) - 1;

  private final int epoch;
  private String lastFile = "";
  private int lastNumber;
  private int chunkFile;
  private long chunkOffset;
  private int ordinal;
  private Position chunk;

  LogPlace(int epoch) {
    this.epoch = epoch;
  }

  void startChunk(String file, long offset) {
    chunkFile = number(file);
    chunkOffset = offset;
    ordinal = 0;
    chunk = Position.of(epoch, chunkFile, chunkOffset, 0, Position.WHOLE);
  }

  Position of(String file, long offset, int row, int half) {
    return Position.of(epoch, number(file), offset, row, half);
  }

  /** The low watermark of the chunk being read. */
  Position ofChunk() {
    if (chunk == null) {
      throw new IllegalStateException("a row of a snapshot came before its chunk's low watermark");
    }
    return chunk;
  }

  /** The same, told apart by the row's place in the chunk: for rows that no key tells apart. */
  Position ofNextInChunk() {
    ofChunk();
    Position position =
        Position.of(epoch, chunkFile, chunkOffset, ordinal & MAX_ROW, Position.WHOLE);
    ordinal++;
    return position;
  }

  /** {@code mysql-bin.000003} is 3. */
  private int number(String file) {
    if (!file.equals(lastFile)) {
      lastNumber = parse(file);
      lastFile = file;
    }
    return lastNumber;
  }

  private static int parse(String file) {
    try {
      return Integer.parseInt(file.substring(file.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the log file '" + file + "' has no number at its end, as in mysql-bin.000003", e);
    }
  }
}
