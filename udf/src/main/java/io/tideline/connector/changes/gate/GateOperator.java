package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.decode.UndecodableException;
import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.Turn;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Op;
import io.tideline.event.Position;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OutputTypeConfigurable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

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

  private transient KeyMemory memory;
  private transient ImageHash hash;
  private transient Router router;
  private transient Findings findings;
  private transient LetterShare share;
  private transient boolean chained;
  private transient Counter delivered;
  private transient Counter resent;
  private transient Counter undeliverable;
  private transient Counter drift;
  private transient Counter passedOver;

  public GateOperator(StreamOutputs outputs) {
    this.outputs = outputs;
  }

  /** Called when the job graph is built. */
  @Override
  public void setOutputType(TypeInformation<Void> type, ExecutionConfig config) {
    outputs.seal();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    memory = KeyMemory.of(outputs.settings(), context, this::now);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (memory != null) {
      memory.snapshot();
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    hash = new ImageHash();
    findings = new Findings(outputs, getMetricGroup(), this::sendToFindings, this::now);
    chained = findings.isOn(FindingKind.BROKEN_CHAIN);
    share = new LetterShare(outputs.stream(), outputs.settings().threshold(), getMetricGroup());
    endWindowInTime();
    router = new Router(outputs, findings, getMetricGroup());
    delivered = getMetricGroup().counter("delivered");
    resent = getMetricGroup().counter("resent");
    undeliverable = getMetricGroup().counter("undeliverable");
    drift = getMetricGroup().counter("drift");
    passedOver = getMetricGroup().counter("passedOver");
  }

  private void endWindowInTime() {
    if (!outputs.settings().threshold().isOff()) {
      long end = now() + outputs.settings().threshold().window().toMillis();
      getProcessingTimeService()
          .registerTimer(
              end,
              time -> {
                share.endWindow();
                endWindowInTime();
              });
    }
  }

  @Override
  public void finish() throws Exception {
    share.endWindow();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (findings != null) {
      findings.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<ChangeEvent> element) throws Exception {
    try {
      process(element.getValue());
    } catch (Exception e) {
      throw FailedEventException.named(element.getValue(), e);
    }
  }

  private void process(ChangeEvent event) throws Exception {
    if (event.turn() == Turn.JUMPED) {
      findings.report(Finding.gap(event));
    }
    SourceTable table = null;
    try {
      Op op = Envelope.op(event);
      if (!op.isRow()) {
        passedOver.inc();
        return;
      }
      table = router.table(event);
      if (table != null) {
        table.metrics().in.inc();
        pass(event, op, table);
      } else if (event.provenance().attempt() > 0) {
        throw noTable(event);
      }
    } catch (MalformedEventException e) {
      if (memory != null && event.turn() == Turn.SEEN) {
        resent.inc();
      } else {
        sendToDeadLetters(event, e, event.provenance().route(), table);
      }
    }
  }

  private void pass(ChangeEvent event, Op op, SourceTable table) throws Exception {
    Envelope.checkKey(event, hash);
    if (event.provenance().attempt() > 0) {
      passReplayed(event, op, table);
      return;
    }
    if (memory == null) {
      if (event.turn() == Turn.LATE) {
        findings.report(Finding.outOfOrder(FindingKind.REORDERED, event, null));
      }
      deliver(event, op, table, table.outputs(event), false);
      return;
    }
    Arrival arrival = Arrival.of(event, op, hash, table.incomparable());
    KeyState last = memory.last(event.key(), arrival);
    Decision decision = Gate.decide(arrival, last);
    if (decision == Decision.DELIVER && memory.mayHaveForgotten(arrival)) {
      decision = Decision.UNPROVEN;
    }
    if (!decision.isDelivered()) {
      resent.inc();
      table.metrics().resent.inc();
      return;
    }
    if (decision == Decision.UNPROVEN) {
      findings.report(Finding.expired(event));
    } else if (decision.finding() != null) {
      findings.report(Finding.outOfOrder(decision.finding(), event, last));
    } else if (chained && last != null && arrival.isLink()) {
      hash.read(event.texts(), ChangeColumns.BEFORE, table.incomparable());
      if (Gate.breaksChain(hash, last)) {
        findings.report(Finding.brokenChain(event, last));
      }
    }
    // Last, as it changes what was last.
    memory.put(event.key(), arrival, last, Gate.advance(arrival, last));
    deliver(event, op, table, table.outputs(event), false);
  }

  private void passReplayed(ChangeEvent event, Op op, SourceTable table) throws Exception {
    if (memory != null && !memory.replays().isFirst(event)) {
      resent.inc();
      table.metrics().resent.inc();
      return;
    }
    TableOutput[] targets = table.outputs(event);
    if (targets.length == 0) {
      throw noTable(event);
    }
    boolean all = deliver(event, op, table, targets, isSuperseded(event));
    // A letter for all tables is done: each table that it does not fit has a letter of its own now.
    if (all || event.provenance().route() == null) {
      markDone(event);
    }
  }

  private static MalformedEventException noTable(ChangeEvent event) {
    String route = event.provenance().route();
    return new MalformedEventException(
        String.format(
            "%s reads %s.%s in this job",
            route == null ? "no table" : "route '" + route + "': no table of that name",
            event.database(),
            event.table()));
  }

  /** Null when it cannot be told: nothing is remembered, or the event has no key or position. */
  private Boolean isSuperseded(ChangeEvent event) throws Exception {
    if (memory == null || !event.isKeyed() || event.position() == null) {
      return null;
    }
    try {
      return Gate.isSuperseded(Position.parse(event.position()), memory.last(event));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void markDone(ChangeEvent event) {
    for (DeadLetterOutput letters : outputs.deadLetters()) {
      if (letters.takesMarks()) {
        output.collect(letters.tag(), new StreamRecord<>(letters.done(event, now())));
      }
    }
  }

  /** Whether the event became a row of all its targets. */
  private boolean deliver(
      ChangeEvent event, Op op, SourceTable table, TableOutput[] targets, Boolean superseded) {
    table.metrics().passed(event, now());
    boolean all = true;
    for (TableOutput target : targets) {
      RowData row;
      try {
        row = target.row(event, op, superseded);
      } catch (UndecodableException | RuntimeException e) {
        // Whatever the decoder did not foresee is still a fault of this record, not of the job.
        sendToDeadLetters(event, e, event.provenance().routeOr(target.route()), table);
        all = false;
        continue;
      }
      if (!target.undeclaredColumns().isEmpty()) {
        reportDrift(event, target, table);
      }
      output.collect(target.tag(), new StreamRecord<>(row));
      delivered.inc();
      share.row();
      table.metrics().delivered.inc();
    }
    return all;
  }

  private void reportDrift(ChangeEvent event, TableOutput target, SourceTable table) {
    drift.inc();
    table.metrics().drifted.inc();
    if (findings.isOn(FindingKind.SCHEMA_DRIFT) && target.isNewDrift()) {
      findings.report(Finding.drift(event, target.route(), target.undeclaredColumns()));
    }
  }

  private void sendToFindings(Finding finding) {
    for (FindingOutput table : outputs.findings()) {
      output.collect(table.tag(), new StreamRecord<>(table.row(finding, now())));
    }
  }

  private void sendToDeadLetters(
      ChangeEvent event, Exception error, String route, SourceTable table) {
    undeliverable.inc();
    if (table != null) {
      table.metrics().dead.inc();
    }
    if (outputs.deadLetters().isEmpty()) {
      findings.report(Finding.noDeadLetters(event, error));
    }
    for (DeadLetterOutput letters : outputs.deadLetters()) {
      output.collect(letters.tag(), new StreamRecord<>(letters.row(event, error, route, now())));
    }
    share.letter();
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }
}
