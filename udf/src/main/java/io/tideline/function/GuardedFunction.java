package io.tideline.function;

import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.types.Row;

/**
 * The base of a SQL function that may throw on a value: it returns the value or the error, and the
 * job goes on. In SQL it is of type {@code ROW<value …, error STRING>}; exactly one of the two is
 * set, or none where the value is NULL.
 *
 * <pre>{@code
 * public final class ParsePrice extends GuardedFunction {
 *   public ParsePrice() {
 *     super(DataTypes.DECIMAL(12, 2), DataTypes.STRING());
 *   }
 *
 *   protected Object call(Object... arguments) {
 *     return new BigDecimal((String) arguments[0]);
 *   }
 * }
 * }</pre>
 *
 * <pre>{@code
 * SELECT p.price.`value` FROM (SELECT id, parse_price(note) AS price FROM changes.orders) AS p
 * WHERE p.price.error IS NULL
 * }</pre>
 *
 * Rows with an error become dead letters with {@link DeadLetterOf}. The counter {@code
 * functionErrors} counts them.
 */
public abstract class GuardedFunction extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  private final DataType result;
  private final List<DataType> arguments;
  private transient Counter errors;

  /**
   * @param result the type of the value; what {@link #call} returns is of its Java class
   * @param arguments the types of the arguments, in their order
   */
  protected GuardedFunction(DataType result, DataType... arguments) {
    this.result = result.nullable();
    this.arguments = List.of(arguments);
  }

  /**
   * The value for these arguments.
   *
   * @param arguments as many as declared; each may be null
   * @return null for NULL
   * @throws Exception whose message is the error
   */
  protected abstract Object call(Object... arguments) throws Exception;

  @Override
  public void open(FunctionContext context) throws Exception {
    errors = context.getMetricGroup().counter("functionErrors");
  }

  /** Called by Flink. */
  public final Row eval(Object... values) {
    try {
      return Row.of(checked(call(values)), null);
    } catch (Exception e) {
      if (errors != null) {
        errors.inc();
      }
      String name = e.getClass().getSimpleName();
      return Row.of(null, e.getMessage() == null ? name : name + ": " + e.getMessage());
    }
  }

  /** What Flink would fail on, or make NULL of, when it takes the value over. */
  private Object checked(Object value) {
    if (value == null) {
      return null;
    }
    if (!result.getConversionClass().isInstance(value)) {
      throw new ClassCastException(
          String.format("a %s is no %s", value.getClass().getName(), result));
    }
    if (value instanceof BigDecimal) {
      DecimalType decimal = (DecimalType) result.getLogicalType();
      if (DecimalData.fromBigDecimal((BigDecimal) value, decimal.getPrecision(), decimal.getScale())
          == null) {
        throw new ArithmeticException(value + " does not fit " + result);
      }
    }
    return value;
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory factory) {
    return TypeInference.newBuilder()
        .typedArguments(arguments)
        .outputTypeStrategy(
            TypeStrategies.explicit(
                DataTypes.ROW(
                    DataTypes.FIELD("value", result),
                    DataTypes.FIELD("error", DataTypes.STRING()))))
        .build();
  }
}
