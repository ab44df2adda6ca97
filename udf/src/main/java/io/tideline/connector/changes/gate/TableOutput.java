package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.decode.RowDecoder;
import io.tideline.connector.changes.decode.UndecodableException;
import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.Op;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;

/** A typed table over the stream: which events are its rows, and where they go. */
public final class TableOutput implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String sourceTable;
  private final RowType physicalType;
  private final List<MetadataColumn> metadata;
  private final OutputTag<RowData> tag;

  private transient RowDecoder decoder;

  /**
   * @param name the table as the SQL names it; unique in the statement set
   * @param sourceTable {@code database.table} of the events that are its rows
   * @param metadata columns that follow the physical ones
   * @param producedType the type of both together
   */
  public TableOutput(
      String name,
      String sourceTable,
      RowType physicalType,
      List<MetadataColumn> metadata,
      TypeInformation<RowData> producedType) {
    this.sourceTable = sourceTable;
    this.physicalType = physicalType;
    this.metadata = List.copyOf(metadata);
    this.tag = new OutputTag<>(name, producedType);
  }

  public OutputTag<RowData> tag() {
    return tag;
  }

  String sourceTable() {
    return sourceTable;
  }

  void open() {
    decoder = new RowDecoder(physicalType, metadata.size());
  }

  /** How many columns of rows so far the table does not declare. */
  long undeclaredColumns() {
    return decoder.undeclaredColumns();
  }

  /** The name of the last such column. */
  String lastUndeclaredColumn() {
    return decoder.lastUndeclaredColumn();
  }

  /**
   * The row as the change left it; for a DELETE as it was.
   *
   * @throws UndecodableException when it does not fit the declared columns
   */
  RowData row(ChangeEvent event, Op op) throws UndecodableException {
    boolean removed = op == Op.DELETE;
    byte[] image = removed ? event.before() : event.after();
    if (image == null) {
      throw new UndecodableException(
          String.format("column '%s': is NULL in %s", removed ? "before" : "after", op));
    }
    GenericRowData row = decoder.decode(image);
    for (int i = 0; i < metadata.size(); i++) {
      row.setField(physicalType.getFieldCount() + i, metadata.get(i).of(event));
    }
    return row;
  }
}
