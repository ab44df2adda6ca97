package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.source.RecordDeserializer;
import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.util.Collector;

/** Rows of a table: the physical columns by name, then metadata. */
final class RowDeserializer implements RecordDeserializer<RowData> {

  private static final long serialVersionUID = 1L;

  private final RowType physical;
  private final List<ReadableMetadata> metadata;
  private final EpochMicros times;
  private final TypeInformation<RowData> produced;
  private transient int[] topicIndexes;
  private transient boolean blob;

  RowDeserializer(
      RowType physical,
      List<ReadableMetadata> metadata,
      EpochMicros times,
      TypeInformation<RowData> produced) {
    this.physical = physical;
    this.metadata = List.copyOf(metadata);
    this.times = times;
    this.produced = produced;
  }

  @Override
  public void open(TopicSchema schema) {
    TopicTypeCheck.check(physical, schema, false);
    blob = schema.isBlob();
    topicIndexes =
        physical.getFieldNames().stream().mapToInt(name -> schema.indexOf(name)).toArray();
  }

  @Override
  public void deserialize(TopicRecord record, Collector<RowData> out) {
    int columns = physical.getFieldCount();
    GenericRowData row = new GenericRowData(columns + metadata.size());
    if (blob) {
      row.setField(0, record.blob());
    } else {
      for (int i = 0; i < columns; i++) {
        row.setField(i, value(i, record.field(topicIndexes[i])));
      }
    }
    for (int i = 0; i < metadata.size(); i++) {
      row.setField(columns + i, metadata.get(i).of(record));
    }
    out.collect(row);
  }

  private Object value(int column, Object value) {
    LogicalType type = physical.getTypeAt(column);
    if (value == null) {
      if (!type.isNullable()) {
        throw new IllegalArgumentException(
            "column '" + physical.getFieldNames().get(column) + "' is NOT NULL but has no value");
      }
      return null;
    }
    switch (type.getTypeRoot()) {
      case CHAR:
      case VARCHAR:
        return StringData.fromString((String) value);
      case DECIMAL:
        return decimal(column, (BigDecimal) value, (DecimalType) type);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        return times.toLocal((Long) value, LogicalTypeChecks.getPrecision(type));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return EpochMicros.toInstant((Long) value, LogicalTypeChecks.getPrecision(type));
      default:
        return value;
    }
  }

  private DecimalData decimal(int column, BigDecimal value, DecimalType type) {
    DecimalData decimal = DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
    if (decimal == null) {
      throw new IllegalArgumentException(
          String.format(
              "column '%s': %s does not fit %s",
              physical.getFieldNames().get(column), value.toPlainString(), type.asSummaryString()));
    }
    return decimal;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return produced;
  }
}
