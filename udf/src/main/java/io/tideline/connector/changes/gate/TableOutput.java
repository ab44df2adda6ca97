package io.tideline.connector.changes.gate;

import io.tideline.connector.changes.decode.RowDecoder;
import io.tideline.connector.changes.decode.UndecodableException;
import io.tideline.connector.changes.decode.Utf8;
import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.connector.changes.raw.EventTexts;
import io.tideline.event.ChangeColumns;
import io.tideline.event.Op;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;

/** A typed table over the stream: which events are its rows, and where they go. */
public final class TableOutput implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String route;
  private final String sourceTable;
  private final RowType physicalType;
  private final List<MetadataColumn> metadata;
  private final boolean showsBefore;
  private final OutputTag<RowData> tag;

  private transient RowDecoder decoder;

  /** Undeclared columns that were reported; together, as a row has them. */
  private transient Set<List<String>> knownDrift;

  /**
   * @param name unique in the statement set
   * @param route the table as the SQL names it, {@code database.table}: what a dead letter says of
   *     where it was to go, and where it goes when it is replayed
   * @param sourceTable {@code database.table} of the events that are its rows
   * @param metadata columns that follow the physical ones
   * @param producedType the type of both together
   */
  public TableOutput(
      String name,
      String route,
      String sourceTable,
      RowType physicalType,
      List<MetadataColumn> metadata,
      TypeInformation<RowData> producedType) {
    this.route = route;
    this.sourceTable = sourceTable;
    this.physicalType = physicalType;
    this.metadata = List.copyOf(metadata);
    this.showsBefore = metadata.contains(MetadataColumn.BEFORE);
    this.tag = new OutputTag<>(name, producedType);
  }

  public OutputTag<RowData> tag() {
    return tag;
  }

  String route() {
    return route;
  }

  String sourceTable() {
    return sourceTable;
  }

  List<String> columnsOf(LogicalTypeRoot type) {
    return physicalType.getFields().stream()
        .filter(column -> column.getType().is(type))
        .map(RowType.RowField::getName)
        .collect(Collectors.toList());
  }

  void open() {
    decoder = new RowDecoder(physicalType, metadata.size());
    knownDrift = new HashSet<>();
  }

  /** Columns of the last row that the table does not declare. */
  List<String> undeclaredColumns() {
    return decoder.undeclaredColumns();
  }

  /** Whether the columns that the last row has beyond the declared ones are seen first. */
  boolean isNewDrift() {
    List<String> columns = decoder.undeclaredColumns();
    return !knownDrift.contains(columns) && knownDrift.add(List.copyOf(columns));
  }

  /**
   * The row as the change left it; for a DELETE as it was.
   *
   * @param superseded see {@link MetadataColumn}
   * @throws UndecodableException when it does not fit the declared columns
   */
  RowData row(ChangeEvent event, Op op, Boolean superseded) throws UndecodableException {
    boolean removed = op == Op.DELETE;
    EventTexts texts = event.texts();
    int image = removed ? ChangeColumns.BEFORE : ChangeColumns.AFTER;
    if (texts.isNull(image)) {
      throw new UndecodableException(
          String.format("column '%s': is NULL in %s", removed ? "before" : "after", op));
    }
    if (showsBefore
        && !Utf8.isValid(
            texts.bytes(), texts.from(ChangeColumns.BEFORE), texts.to(ChangeColumns.BEFORE))) {
      throw new UndecodableException("column 'before': it is not UTF-8");
    }
    GenericRowData row = decoder.decode(texts, image);
    for (int i = 0; i < metadata.size(); i++) {
      row.setField(physicalType.getFieldCount() + i, metadata.get(i).of(event, route, superseded));
    }
    return row;
  }
}
