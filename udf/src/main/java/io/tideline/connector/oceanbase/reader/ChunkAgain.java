package io.tideline.connector.oceanbase.reader;

import org.apache.flink.api.connector.source.SourceEvent;

/** Tells a reader that the chunk it is about to get may have been read before. */
public final class ChunkAgain implements SourceEvent {

  private static final long serialVersionUID = 1L;

  private final String chunk;

  /**
   * @param chunk the id of the split
   */
  public ChunkAgain(String chunk) {
    this.chunk = chunk;
  }

  String chunk() {
    return chunk;
  }
}
