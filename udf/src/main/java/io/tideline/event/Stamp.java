package io.tideline.event;

/**
 * Names of the record attributes that travel beside a change event in the topic.
 *
 * <p>{@code run} and {@code seq} are stamped by the 'datahub' sink, {@code attempt} and {@code
 * route} by the replay of a dead letter.
 */
public final class Stamp {

  /**
   * Grows with every start of the sink's writer, and where a shard continues a closed one: a
   * decimal long.
   */
  public static final String RUN = "run";

  /** Counts the records of one run in one shard, from 0, without gaps: a decimal long. */
  public static final String SEQ = "seq";

  /** How often a dead letter was sent again: a decimal int, absent for a first delivery. */
  public static final String ATTEMPT = "attempt";

  /** The only route that a replayed event is meant for. */
  public static final String ROUTE = "route";

  private Stamp() {}
}
