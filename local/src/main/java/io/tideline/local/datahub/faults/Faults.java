package io.tideline.local.datahub.faults;

import io.tideline.local.datahub.http.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults that a server is told to have. They strike in the order in which they were armed, all
 * that match a call, until one ends it.
 *
 * <pre>{@code
 * Fault fault =
 *     datahub.faults().on(CallKind.PUT).topic("changes").shard("0").times(3)
 *         .error(ErrorCode.LIMIT_EXCEEDED);
 * …
 * assertThat(fault.fired()).isEqualTo(3);
 * datahub.faults().clear();
 * }</pre>
 */
public final class Faults {
  private volatile List<Fault> armed = List.of();
  private long lastId;

  /** Begins a fault for calls of this kind. */
  public FaultRule on(CallKind kind) {
    return new FaultRule(this, kind);
  }

  synchronized Fault arm(FaultRule rule, FaultAction action, Fault.Parameters parameters) {
    Fault fault = new Fault(++lastId, rule, action, parameters);
    List<Fault> next = new ArrayList<>(armed);
    next.add(fault);
    armed = List.copyOf(next);
    return fault;
  }

  /** Ends every fault; frozen calls go on. */
  public void clear() {
    end().forEach(call -> call.goOn().run());
  }

  /** Ends one fault; the calls it froze go on. */
  public void clear(Fault fault) {
    synchronized (this) {
      armed = armed.stream().filter(each -> each != fault).toList();
    }
    fault.clear().forEach(call -> call.goOn().run());
  }

  /** Ends every fault and drops the connections of frozen calls: the server goes down. */
  public void close() {
    end().forEach(call -> call.drop().run());
  }

  private synchronized List<FrozenCall> end() {
    List<FrozenCall> held = armed.stream().flatMap(fault -> fault.clear().stream()).toList();
    armed = List.of();
    return held;
  }

  /** The faults not cleared yet, also those that have struck as often as they were to. */
  public List<Fault> armed() {
    return armed;
  }

  public boolean areArmed() {
    return !armed.isEmpty();
  }

  /** What is to happen to this call. */
  public StruckCall strike(Call call) {
    CallTarget target = CallTarget.of(call);
    List<Fault> struck = new ArrayList<>();
    for (Fault fault : armed) {
      if (fault.strikes(target)) {
        struck.add(fault);
        if (fault.action().endsCall()) {
          break;
        }
      }
    }
    return new StruckCall(call, target.put(), struck);
  }
}
