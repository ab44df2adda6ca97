package io.tideline.connector.oceanbase.event;

import io.tideline.connector.oceanbase.log.LogFile;
import io.tideline.event.Position;

/** Makes positions from what the log calls its files and offsets. */
final class LogPlace {

  private static final int MAX_ROW = (1 << 22) - 1;

  private int epoch;
  private String lastFile = "";
  private int lastNumber;
  private int chunkFile;
  private long chunkOffset;
  private int ordinal;
  private Position chunk;

  LogPlace(int epoch) {
    this.epoch = epoch;
  }

  /** Of all positions from here on. */
  void startEpoch(int epoch) {
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

  int number(String file) {
    if (!file.equals(lastFile)) {
      lastNumber = LogFile.number(file);
      lastFile = file;
    }
    return lastNumber;
  }
}
