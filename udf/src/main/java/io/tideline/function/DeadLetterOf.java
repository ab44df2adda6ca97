package io.tideline.function;

import io.tideline.event.CarriedEvent;
import io.tideline.event.DeadLetter;
import io.tideline.event.DeadLetterColumns;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * {@code dead_letter(_event, stage, error)}: the dead letter of a row that a route refuses itself,
 * for the table of dead letters.
 *
 * <pre>{@code
 * CREATE FUNCTION dead_letter AS 'io.tideline.function.DeadLetterOf';
 *
 * INSERT INTO files.dead_letters
 * SELECT * FROM changes.undeliverable
 * UNION ALL
 * SELECT l.* FROM changes.orders AS o, LATERAL TABLE(dead_letter(o._event, 'orders', 'no customer')) AS l
 * WHERE o.customer_id IS NULL;
 * }</pre>
 *
 * Without an event there is no letter. Never throws on data.
 */
public final class DeadLetterOf extends TableFunction<RowData> {

  private static final long serialVersionUID = 1L;
  private static final StringData NO_CLASS = StringData.fromString("route");

  /** Called by Flink. */
  public void eval(RowData event, StringData stage, StringData error) {
    if (event == null) {
      return;
    }
    GenericRowData letter = DeadLetter.letter(event, System.currentTimeMillis());
    letter.setField(DeadLetterColumns.STAGE, stage);
    letter.setField(DeadLetterColumns.ERROR_CLASS, NO_CLASS);
    letter.setField(DeadLetterColumns.ERROR, error);
    collect(letter);
  }

  /** It tells the time. */
  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory factory) {
    DataType text = DataTypes.STRING().bridgedTo(StringData.class);
    return TypeInference.newBuilder()
        .typedArguments(DataTypeUtils.toInternalDataType(CarriedEvent.DATA_TYPE), text, text)
        .outputTypeStrategy(
            TypeStrategies.explicit(DataTypeUtils.toInternalDataType(DeadLetterColumns.DATA_TYPE)))
        .build();
  }
}
