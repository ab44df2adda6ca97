package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.KeyHash;
import io.tideline.connector.changes.raw.KeyHashSerializer;
import io.tideline.connector.changes.raw.Provenance;
import io.tideline.connector.changes.raw.SerializedType;
import io.tideline.event.DeadLetterColumns;
import io.tideline.event.FindingColumns;
import io.tideline.event.Position;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;

/** A running gate over the table shop.orders, which two tables of the SQL read. */
final class GateFixture implements AutoCloseable {

  private static final RowType COLUMNS =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("id", DataTypes.BIGINT()),
                  DataTypes.FIELD("name", DataTypes.STRING()))
              .getLogicalType();

  private final TableOutput orders = output("orders");
  private final TableOutput copies = output("copies");
  private final DeadLetterOutput letters =
      new DeadLetterOutput("letters", DeadLetterColumns.NAMES, type(DeadLetterColumns.DATA_TYPE));
  private final FindingOutput findings =
      new FindingOutput("findings", FindingColumns.NAMES, type(FindingColumns.DATA_TYPE));
  private final OneInputStreamOperatorTestHarness<ChangeEvent, Void> harness;

  GateFixture(GateMode mode) throws Exception {
    this(mode, Map.of(), null);
  }

  GateFixture(GateMode mode, Map<FindingKind, CheckMode> checks) throws Exception {
    this(mode, checks, null);
  }

  GateFixture(GateMode mode, Map<FindingKind, CheckMode> checks, OperatorSubtaskState state)
      throws Exception {
    this(mode, null, checks, state);
  }

  private GateFixture(
      GateMode mode,
      Duration timeToLive,
      Map<FindingKind, CheckMode> checks,
      OperatorSubtaskState state)
      throws Exception {
    StreamOutputs outputs =
        new StreamOutputs(
            "main",
            new GateSettings(mode, timeToLive, new Checks(checks), Pattern.compile("shop\\.old")));
    outputs.add(orders);
    outputs.add(copies);
    outputs.add(letters);
    outputs.add(findings);
    GateOperator gate = new GateOperator(outputs);
    harness =
        mode == GateMode.CHECKPOINTED
            ? new KeyedOneInputStreamOperatorTestHarness<>(
                gate,
                ChangeEvent::key,
                SerializedType.ofKey(KeyHash.class, KeyHashSerializer.INSTANCE))
            : new OneInputStreamOperatorTestHarness<>(gate);
    harness.setStateTtlProcessingTime(0);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  GateFixture send(ChangeEvent... events) throws Exception {
    for (ChangeEvent event : events) {
      harness.processElement(event, 0);
    }
    return this;
  }

  /** One whose keys expire. */
  static GateFixture expiring(Duration timeToLive, OperatorSubtaskState state) throws Exception {
    return new GateFixture(GateMode.CHECKPOINTED, timeToLive, Map.of(), state);
  }

  /** For states that expire, too. */
  GateFixture setTime(long milliseconds) throws Exception {
    harness.setProcessingTime(milliseconds);
    harness.setStateTtlProcessingTime(milliseconds);
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** The names in the rows of changes.orders. */
  List<String> orders() {
    return texts(orders.tag(), 1);
  }

  List<String> copies() {
    return texts(copies.tag(), 1);
  }

  List<String> letters(int column) {
    return records(DeadLetterColumns.LETTER, column);
  }

  /** That letters which came again were delivered. */
  List<String> done(int column) {
    return records(DeadLetterColumns.DONE, column);
  }

  private List<String> records(String kind, int column) {
    List<String> kinds = texts(letters.tag(), DeadLetterColumns.KIND);
    List<String> texts = texts(letters.tag(), column);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).equals(kind)) {
        found.add(texts.get(i));
      }
    }
    return found;
  }

  List<String> findings() {
    return findings(FindingColumns.KIND);
  }

  List<String> findings(int column) {
    return texts(findings.tag(), column);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  private List<String> texts(OutputTag<RowData> tag, int column) {
    List<String> texts = new ArrayList<>();
    Queue<StreamRecord<RowData>> rows = harness.getSideOutput(tag);
    if (rows != null) {
      rows.forEach(
          row ->
              texts.add(
                  row.getValue().isNullAt(column)
                      ? null
                      : row.getValue().getString(column).toString()));
    }
    return texts;
  }

  private static TableOutput output(String name) {
    return new TableOutput(
        "default." + name,
        "changes." + name,
        "shop.orders",
        COLUMNS,
        List.of(),
        InternalTypeInfo.of(COLUMNS));
  }

  private static InternalTypeInfo<RowData> type(DataType rows) {
    return InternalTypeInfo.of((RowType) rows.getLogicalType());
  }

  /** An event that was stamped by run 1. */
  static ChangeEvent event(String op, int key, int place, String before, String after) {
    return builder(op, key, place, before, after).build(stamp(1, place, 0, null));
  }

  static ChangeEvent.Builder builder(String op, int key, int place, String before, String after) {
    return new ChangeEvent.Builder()
        .eventId("e" + place)
        .op(op)
        .source("test")
        .table("shop", "orders")
        .eventTime(1_000L * place)
        .primaryKey(json("{\"id\":" + key + "}"))
        .images(json(before), json(after))
        .position(Position.of(1, 1, place, 0, Position.WHOLE).toString());
  }

  static Provenance stamp(long run, long seq, int attempt, String route) {
    return new Provenance("0", seq, run, seq, attempt, route);
  }

  static String row(int key, String name) {
    return "{\"id\":" + key + ",\"name\":\"" + name + "\"}";
  }

  static byte[] json(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
