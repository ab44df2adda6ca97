package io.tideline.connector.datahub.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** A reader tells the enumerator which shards it reads on after a restore. */
public final class ShardsHeld implements SourceEvent {

  private static final long serialVersionUID = 1L;

  private final String[] shardIds;

  public ShardsHeld(List<String> shardIds) {
    this.shardIds = shardIds.toArray(new String[0]);
  }

  public List<String> shardIds() {
    return List.of(shardIds);
  }
}
