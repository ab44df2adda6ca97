package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.decode.UndecodableException;
import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.Op;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OutputTypeConfigurable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets each event of a stream pass once, decodes it and sends it to the outputs of its table. Its
 * input is partitioned by {@link ChangeEvent#key()}; the main output stays empty.
 *
 * <p>The key's state moves on before the row is decoded: a bad row is a dead letter once, not at
 * each time that it is sent again.
 */
public final class GateOperator extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<ChangeEvent, Void>, OutputTypeConfigurable<Void> {

  private static final long serialVersionUID = 1L;

  private final StreamOutputs outputs;
  private final boolean keyed;

  private transient KeyStates keys;
  private transient KeyStates keylessReads;
  private transient Router router;
  private transient FindingLog findings;
  private transient Counter delivered;
  private transient Counter resent;
  private transient Counter undeliverable;
  private transient Counter passedOver;

  /**
   * @param keyed whether the operator runs with Flink's keyed state; else it remembers keys in
   *     memory, and its input must be partitioned by key all the same
   */
  public GateOperator(StreamOutputs outputs, boolean keyed) {
    this.outputs = outputs;
    this.keyed = keyed;
  }

  /** Called when the job graph is built. */
  @Override
  public void setOutputType(TypeInformation<Void> type, ExecutionConfig config) {
    outputs.seal();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    keys = states("keys", context);
    keylessReads = states("keyless-reads", context);
  }

  private KeyStates states(String name, StateInitializationContext context) {
    return keyed
        ? KeyStates.checkpointed(name, context.getKeyedStateStore())
        : KeyStates.inMemory();
  }

  @Override
  public void open() throws Exception {
    super.open();
    findings = new FindingLog(outputs.stream(), getMetricGroup());
    router = new Router(outputs, findings, getMetricGroup());
    delivered = getMetricGroup().counter("delivered");
    resent = getMetricGroup().counter("resent");
    undeliverable = getMetricGroup().counter("undeliverable");
    passedOver = getMetricGroup().counter("passedOver");
  }

  @Override
  public void processElement(StreamRecord<ChangeEvent> element) throws Exception {
    ChangeEvent event = element.getValue();
    Op op;
    try {
      op = Envelope.op(event);
    } catch (MalformedEventException e) {
      sendToDeadLetters(event, e);
      return;
    }
    if (!op.isRow()) {
      passedOver.inc();
      return;
    }
    TableOutput[] tables = router.tables(event);
    if (tables.length > 0) {
      pass(event, op, tables);
    }
  }

  private void pass(ChangeEvent event, Op op, TableOutput[] tables) throws Exception {
    Arrival arrival;
    try {
      arrival = Arrival.of(event, op);
    } catch (MalformedEventException e) {
      sendToDeadLetters(event, e);
      return;
    }
    KeyStates state = arrival.isRead() && !arrival.isKeyed() ? keylessReads : keys;
    KeyState last = state.get(event.key());
    Decision decision = Gate.decide(arrival, last);
    if (decision.advances()) {
      state.put(event.key(), Gate.advance(arrival, last));
    }
    if (decision.finding() != null) {
      findings.report(
          new Finding(decision.finding(), event, "after " + last, "at " + event.position()));
    }
    if (decision.isDelivered()) {
      deliver(event, op, tables);
    } else {
      resent.inc();
    }
  }

  private void deliver(ChangeEvent event, Op op, TableOutput[] tables) {
    for (TableOutput table : tables) {
      try {
        output.collect(table.tag(), new StreamRecord<>(router.row(table, event, op)));
        delivered.inc();
      } catch (UndecodableException e) {
        sendToDeadLetters(event, e);
      }
    }
  }

  private void sendToDeadLetters(ChangeEvent event, Exception error) {
    undeliverable.inc();
    if (outputs.deadLetters().isEmpty()) {
      findings.report(
          new Finding(
              Finding.Kind.NO_DEAD_LETTERS, event, "a row of its table", error.getMessage()));
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    for (DeadLetterOutput table : outputs.deadLetters()) {
      output.collect(table.tag(), new StreamRecord<>(table.row(event, error, now)));
    }
  }
}
