package io.tideline.connector.datahub.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator tells a reader that its finished shards are in the enumerator's own checkpoint.
 */
public final class ShardsCovered implements SourceEvent {

  private static final long serialVersionUID = 1L;

  private final String[] shardIds;

  public ShardsCovered(List<String> shardIds) {
    this.shardIds = shardIds.toArray(new String[0]);
  }

  public List<String> shardIds() {
    return List.of(shardIds);
  }
}
