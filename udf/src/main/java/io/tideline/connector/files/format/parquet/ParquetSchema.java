package io.tideline.connector.files.format.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The columns of a table, all of them optional, none nested. */
final class ParquetSchema {

  private static final String NAME = "row";
  private static final String CREATED_BY = "Tideline";

  private final ParquetColumn[] columns;
  private final MessageType type;

  ParquetSchema(RowType row) {
    columns = new ParquetColumn[row.getFieldCount()];
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ParquetColumn.of(row.getFieldNames().get(i), row.getTypeAt(i), i);
      types.add(columns[i].type());
    }
    type = new MessageType(NAME, types);
  }

  ParquetColumn[] columns() {
    return columns;
  }

  MessageType type() {
    return type;
  }

  ColumnDescriptor descriptor(int column) {
    return type.getColumnDescription(new String[] {columns[column].type().getName()});
  }

  /** The footer of a file without rows. */
  FileMetaData footer() {
    List<SchemaElement> elements = new ArrayList<>();
    SchemaElement root = new SchemaElement(NAME);
    root.setNum_children(columns.length);
    elements.add(root);
    FileMetaData footer = new FileMetaData(1, elements, 0, new ArrayList<>());
    for (ParquetColumn column : columns) {
      elements.add(column.element());
      footer.addToColumn_orders(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
    }
    footer.setCreated_by(CREATED_BY);
    return footer;
  }
}
