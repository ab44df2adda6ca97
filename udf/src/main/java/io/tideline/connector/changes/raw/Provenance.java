package io.tideline.connector.changes.raw;

import java.util.Objects;

/** Where in the topic an event was read, and what the writer stamped on it. */
public final class Provenance {

  /** Run and seq of a record that carries no stamp. */
  public static final long UNSTAMPED = -1;

  private final String shard;
  private final long sequence;
  private final long run;
  private final long seq;
  private final int attempt;
  private final String route;

  /**
   * @param run {@link #UNSTAMPED} when the record carries none, like {@code seq}
   * @param attempt how often the event was sent again as a dead letter; 0 for a first delivery
   * @param route the only route a replayed event is meant for; null for all
   */
  public Provenance(String shard, long sequence, long run, long seq, int attempt, String route) {
    this.shard = shard;
    this.sequence = sequence;
    this.run = run;
    this.seq = seq;
    this.attempt = attempt;
    this.route = route;
  }

  public String shard() {
    return shard;
  }

  public long sequence() {
    return sequence;
  }

  public long run() {
    return run;
  }

  public long seq() {
    return seq;
  }

  /** Whether the record says its place in the writer's count. */
  public boolean isStamped() {
    return run != UNSTAMPED && seq != UNSTAMPED;
  }

  public int attempt() {
    return attempt;
  }

  public String route() {
    return route;
  }

  /** The route of a replayed event that has one; for all others that of the table. */
  public String routeOr(String table) {
    return attempt > 0 && route != null ? route : table;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Provenance)) {
      return false;
    }
    Provenance that = (Provenance) other;
    return sequence == that.sequence
        && run == that.run
        && seq == that.seq
        && attempt == that.attempt
        && Objects.equals(shard, that.shard)
        && Objects.equals(route, that.route);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shard, sequence);
  }

  @Override
  public String toString() {
    return "shard " + shard + ", sequence " + sequence + ", run " + run + ", seq " + seq;
  }
}
