package io.tideline.connector.datahub.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** A reader tells the enumerator that it has read these shards to their end. */
public final class ShardsFinished implements SourceEvent {

  private static final long serialVersionUID = 1L;

  private final String[] shardIds;

  public ShardsFinished(List<String> shardIds) {
    this.shardIds = shardIds.toArray(new String[0]);
  }

  public List<String> shardIds() {
    return List.of(shardIds);
  }
}
