package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.RecordDeserializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/** Rows of a table: the physical columns by name, then metadata. */
final class RowDeserializer implements RecordDeserializer<RowData> {

  private static final long serialVersionUID = 1L;

  private final DeclaredTable table;
  private final List<ReadableMetadata> metadata;
  private final EpochMicros times;
  private final MisfitRecords misfits;
  private final TypeInformation<RowData> produced;
  private transient ColumnReader[] readers;
  private transient boolean blob;

  RowDeserializer(
      DeclaredTable table,
      List<ReadableMetadata> metadata,
      EpochMicros times,
      MisfitRecords misfits,
      TypeInformation<RowData> produced) {
    this.table = table;
    this.metadata = List.copyOf(metadata);
    this.times = times;
    this.misfits = misfits;
    this.produced = produced;
  }

  @Override
  public void open(TopicSchema schema, MetricGroup metrics) {
    TopicTypeCheck.forReading(table, schema);
    misfits.open(metrics);
    blob = schema.isBlob();
    RowType columns = table.columns();
    readers =
        columns.getFields().stream()
            .map(column -> ColumnReader.of(column, schema.indexOf(column.getName()), times))
            .toArray(ColumnReader[]::new);
  }

  @Override
  public void deserialize(TopicRecord record, Collector<RowData> out) throws IOException {
    GenericRowData row = new GenericRowData(readers.length + metadata.size());
    try {
      readColumns(record, row);
    } catch (MisfitException e) {
      misfits.take(record, e);
      return;
    }
    for (int i = 0; i < metadata.size(); i++) {
      row.setField(readers.length + i, metadata.get(i).of(record));
    }
    out.collect(row);
  }

  private void readColumns(TopicRecord record, GenericRowData row) throws MisfitException {
    if (blob) {
      row.setField(0, record.blob());
      return;
    }
    for (int i = 0; i < readers.length; i++) {
      row.setField(i, readers[i].read(record));
    }
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return produced;
  }
}
