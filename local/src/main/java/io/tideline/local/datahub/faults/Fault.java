package io.tideline.local.datahub.faults;

import io.tideline.local.datahub.model.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An armed fault: the calls it strikes, what it does to them, and how often it has. */
public final class Fault {
  private final long id;
  private final FaultRule rule;
  private final FaultAction action;
  private final Parameters parameters;
  private final List<FrozenCall> frozen = new ArrayList<>();
  private long passed;
  private long fired;
  private boolean cleared;

  /**
   * What an action needs.
   *
   * @param delay of DELAY, or null
   * @param error of ERROR, or null
   * @param index of LOSE_RECORD and REORDER: the record's place in its put, from 0
   */
  record Parameters(Duration delay, ErrorCode error, int index) {
    static final Parameters NONE = new Parameters(null, null, 0);
  }

  Fault(long id, FaultRule rule, FaultAction action, Parameters parameters) {
    this.id = id;
    this.rule = rule;
    this.action = action;
    this.parameters = parameters;
  }

  /** Takes one firing if the call is one to strike. */
  synchronized boolean strikes(CallTarget target) {
    if (cleared || !rule.matches(target) || !fits(target.put())) {
      return false;
    }
    if (passed < rule.after()) {
      passed++;
      return false;
    }
    if (fired >= rule.times()) {
      return false;
    }
    fired++;
    return true;
  }

  private boolean fits(PutBody put) {
    switch (action) {
      case DUPLICATE:
        return put != null;
      case LOSE_RECORD:
        return put != null && parameters.index() < put.size();
      case REORDER:
        return put != null && parameters.index() + 1 < put.size();
      default:
        return true;
    }
  }

  /** Keeps a call until the fault is cleared. */
  void freeze(FrozenCall call) {
    synchronized (this) {
      if (!cleared) {
        frozen.add(call);
        return;
      }
    }
    call.goOn().run();
  }

  /** Ends the fault and returns the calls that it held. */
  synchronized List<FrozenCall> clear() {
    cleared = true;
    List<FrozenCall> held = List.copyOf(frozen);
    frozen.clear();
    return held;
  }

  public long id() {
    return id;
  }

  public FaultAction action() {
    return action;
  }

  /** How many calls it has struck. */
  public synchronized long fired() {
    return fired;
  }

  /** How many calls it holds now, without an answer. */
  public synchronized int frozen() {
    return frozen.size();
  }

  FaultRule rule() {
    return rule;
  }

  Parameters parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return action + " on " + rule + ", fired " + fired() + " times";
  }
}
