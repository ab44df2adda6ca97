package io.tideline.connector.files;

import io.tideline.connector.deadletter.FileLetters;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.event.CarriedEvent;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.abilities.SupportsPartitioning;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.types.DataType;

/**
 * A table of changes in files as the planner sees it when rows go into it. A row may bring the
 * event that it was made of, which is in no file: it is for the dead letter of a row that cannot be
 * written.
 */
final class ChangeFilesDynamicSink
    implements DynamicTableSink, SupportsWritingMetadata, SupportsPartitioning {

  private final String uid;
  private final ChangeFilesSink sink;
  private final FileLetters letters;
  private boolean carriesEvent;

  /**
   * @param letters null when a row that cannot be written shall fail the task
   */
  ChangeFilesDynamicSink(String uid, ChangeFilesSink sink, FileLetters letters) {
    this.uid = uid;
    this.sink = sink;
    this.letters = letters;
  }

  @Override
  public Map<String, DataType> listWritableMetadata() {
    return Map.of(CarriedEvent.COLUMN, CarriedEvent.DATA_TYPE);
  }

  @Override
  public void applyWritableMetadata(List<String> keys, DataType consumedDataType) {
    carriesEvent = !keys.isEmpty();
  }

  /** The rows have the partition's values, which choose their directory, as all others. */
  @Override
  public void applyStaticPartition(Map<String, String> partition) {}

  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
    return ChangelogMode.insertOnly();
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
    return FilesDynamicSink.provider(
        uid,
        letters == null
            ? sink
            : sink.withLetters(carriesEvent ? letters.withCarriedEvent() : letters));
  }

  @Override
  public DynamicTableSink copy() {
    ChangeFilesDynamicSink copy = new ChangeFilesDynamicSink(uid, sink, letters);
    copy.carriesEvent = carriesEvent;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return uid;
  }
}
