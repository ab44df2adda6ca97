package io.tideline.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class GuardedFunctionTest {

  @Test
  void aValueComesWithoutAnError() {
    assertThat(price().eval("12.50")).isEqualTo(Row.of(new BigDecimal("12.50"), null));
    assertThat(price().eval((Object) null)).isEqualTo(Row.of(null, null));
  }

  @Test
  void whatIsThrownIsTheErrorWithItsKind() {
    assertThat(price().eval("twelve").getField(0)).isNull();
    assertThat((String) price().eval("twelve").getField(1)).startsWith("NumberFormatException: ");
  }

  @Test
  void aValueThatDoesNotFitTheResultIsAnErrorAndNotNull() {
    assertThat(price().eval("123456789012.50").getField(1))
        .isEqualTo("ArithmeticException: 123456789012.50 does not fit DECIMAL(12, 2)");
    assertThat(new Price("a text").eval("1").getField(1))
        .isEqualTo("ClassCastException: a java.lang.String is no DECIMAL(12, 2)");
  }

  private static Price price() {
    return new Price(null);
  }

  private static final class Price extends GuardedFunction {
    private static final long serialVersionUID = 1L;

    private final String instead;

    private Price(String instead) {
      super(DataTypes.DECIMAL(12, 2), DataTypes.STRING());
      this.instead = instead;
    }

    @Override
    protected Object call(Object... arguments) {
      if (instead != null) {
        return instead;
      }
      return arguments[0] == null ? null : new BigDecimal((String) arguments[0]);
    }
  }
}
