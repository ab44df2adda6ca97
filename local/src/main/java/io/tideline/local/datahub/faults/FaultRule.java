package io.tideline.local.datahub.faults;

import io.tideline.local.datahub.model.ErrorCode;
import java.time.Duration;

/**
 * The calls that a fault is to strike; each of the methods that end it arms the fault. Without
 * {@link #times} a fault strikes until it is cleared.
 */
public final class FaultRule {
  private final Faults faults;
  private final CallKind kind;
  private String project;
  private String topic;
  private String shard;
  private long times = Long.MAX_VALUE;
  private long after;

  FaultRule(Faults faults, CallKind kind) {
    this.faults = faults;
    this.kind = kind;
  }

  private FaultRule(FaultRule other) {
    this(other.faults, other.kind);
    project = other.project;
    topic = other.topic;
    shard = other.shard;
    times = other.times;
    after = other.after;
  }

  /** Only calls in this project. */
  public FaultRule project(String name) {
    project = name;
    return this;
  }

  /** Only calls about this topic. */
  public FaultRule topic(String name) {
    topic = name;
    return this;
  }

  /**
   * Only calls that name this shard: in the path, as the shard to split or merge, or among the
   * offsets to open, get, commit or reset. A put without a shard names none.
   */
  public FaultRule shard(String id) {
    shard = id;
    return this;
  }

  /** Only so many calls. */
  public FaultRule times(long count) {
    times = requireNatural(count, "times");
    return this;
  }

  /** Lets so many matching calls pass first. */
  public FaultRule after(long calls) {
    after = requireNatural(calls, "after");
    return this;
  }

  private static long requireNatural(long value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + "; give 0 or more.");
    }
    return value;
  }

  /** The call is answered with this error and does nothing. */
  public Fault error(ErrorCode code) {
    return arm(FaultAction.ERROR, new Fault.Parameters(null, code, 0));
  }

  /** The call begins so much later. */
  public Fault delay(Duration delay) {
    requireNatural(delay.toMillis(), "delay");
    return arm(FaultAction.DELAY, new Fault.Parameters(delay, null, 0));
  }

  /** The connection is closed, and the call does nothing. */
  public Fault dropBefore() {
    return arm(FaultAction.DROP_BEFORE, Fault.Parameters.NONE);
  }

  /**
   * The call is carried out, and then the connection closed in place of an answer. A client whose
   * HTTP library sends again on a new connection then stores a put twice, as with the service.
   */
  public Fault dropAfter() {
    return arm(FaultAction.DROP_AFTER, Fault.Parameters.NONE);
  }

  /** The call waits, and goes on when the fault is cleared. */
  public Fault freeze() {
    return arm(FaultAction.FREEZE, Fault.Parameters.NONE);
  }

  /** The put is stored twice and acknowledged once. */
  public Fault duplicate() {
    return arm(FaultAction.DUPLICATE, Fault.Parameters.NONE);
  }

  /** The put is acknowledged whole, but its first record is not stored. */
  public Fault loseRecord() {
    return loseRecord(0);
  }

  /**
   * The put is acknowledged whole, but one record is not stored; strikes only puts that have it.
   *
   * @param index the record's place in its put, from 0
   */
  public Fault loseRecord(int index) {
    requireNatural(index, "index");
    return arm(FaultAction.LOSE_RECORD, new Fault.Parameters(null, null, index));
  }

  /** The first two records of the put are stored in each other's place. */
  public Fault reorder() {
    return reorder(0);
  }

  /**
   * A record and its successor are stored in each other's place; strikes only puts that have both.
   *
   * @param index the first one's place in its put, from 0
   */
  public Fault reorder(int index) {
    requireNatural(index, "index");
    return arm(FaultAction.REORDER, new Fault.Parameters(null, null, index));
  }

  Fault arm(FaultAction action, Fault.Parameters parameters) {
    return faults.arm(new FaultRule(this), action, parameters);
  }

  boolean matches(CallTarget target) {
    return target.is(kind)
        && (project == null || target.isInProject(project))
        && (topic == null || target.isOfTopic(topic))
        && (shard == null || target.namesShard(shard));
  }

  CallKind kind() {
    return kind;
  }

  String project() {
    return project;
  }

  String topic() {
    return topic;
  }

  String shard() {
    return shard;
  }

  long times() {
    return times;
  }

  long after() {
    return after;
  }

  @Override
  public String toString() {
    return kind
        + (project == null ? "" : " in project " + project)
        + (topic == null ? "" : " of topic " + topic)
        + (shard == null ? "" : " of shard " + shard);
  }
}
