package io.tideline.connector.datahub.sink;

import java.io.Serializable;

/** Where rows go: to the shard of their key, or to every shard. */
public final class RowRouting implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RowKey key;
  private final BroadcastRows broadcast;

  /**
   * @param key an empty one lets shards take turns
   */
  public RowRouting(RowKey key, BroadcastRows broadcast) {
    this.key = key;
    this.broadcast = broadcast;
  }

  RowKey key() {
    return key;
  }

  BroadcastRows broadcast() {
    return broadcast;
  }
}
