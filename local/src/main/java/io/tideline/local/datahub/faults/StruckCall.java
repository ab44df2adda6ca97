package io.tideline.local.datahub.faults;

import io.tideline.local.datahub.calls.PutCalls;
import io.tideline.local.datahub.http.Call;
import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call on its way through the faults that struck it. */
public final class StruckCall {
  private static final Logger LOG = LoggerFactory.getLogger(StruckCall.class);

  private final List<Fault> faults;
  private Call call;
  private PutBody put;
  private int next;
  private boolean twice;
  private boolean unanswered;

  StruckCall(Call call, PutBody put, List<Fault> faults) {
    this.call = call;
    this.put = put;
    this.faults = faults;
  }

  /** The connection that the call came by. */
  public interface Exchange {
    /** Runs this after the delay, on a thread of the server. */
    void later(Duration delay, Runnable task);

    /** Closes the connection without an answer. */
    void drop();

    /** Answers with what this returns, or with the error it throws. */
    void answer(Answer answer);
  }

  /** Makes the answer to a call. */
  public interface Answer {
    Reply get() throws IOException;
  }

  /** Carries a call out. */
  public interface Service {
    Reply answer(Call call) throws IOException;
  }

  /** Does what the faults say, then answers, unless one of them prevents it. */
  public void proceed(Exchange exchange, Service service) {
    while (next < faults.size()) {
      Fault fault = faults.get(next++);
      Runnable goOn = () -> proceed(exchange, service);
      switch (fault.action()) {
        case DELAY -> {
          exchange.later(fault.parameters().delay(), goOn);
          return;
        }
        case FREEZE -> {
          fault.freeze(new FrozenCall(() -> exchange.later(Duration.ZERO, goOn), exchange::drop));
          return;
        }
        case DROP_BEFORE -> {
          exchange.drop();
          return;
        }
        case ERROR -> {
          exchange.answer(
              () -> {
                throw new ServiceException(
                    fault.parameters().error(), "Injected by fault " + fault.id() + ".");
              });
          return;
        }
        case DROP_AFTER -> unanswered = true;
        case DUPLICATE -> twice = true;
        case LOSE_RECORD -> change(put.without(fault.parameters().index()));
        case REORDER -> change(put.swapped(fault.parameters().index()));
        default -> throw new IllegalStateException(fault.toString());
      }
    }
    if (unanswered) {
      drop(exchange, service);
    } else {
      exchange.answer(() -> carryOut(service));
    }
  }

  private void change(PutBody changed) {
    put = changed;
    call = changed.toCall();
  }

  private void drop(Exchange exchange, Service service) {
    try {
      carryOut(service);
    } catch (IOException | RuntimeException e) {
      LOG.info("The call whose answer a fault drops failed: {}", e.getMessage());
    } finally {
      exchange.drop();
    }
  }

  private Reply carryOut(Service service) throws IOException {
    if (put != null && put.size() == 0) {
      return PutCalls.acknowledge(call);
    }
    if (twice) {
      service.answer(call);
    }
    return service.answer(call);
  }
}
