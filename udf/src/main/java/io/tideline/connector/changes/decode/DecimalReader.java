package io.tideline.connector.changes.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;

/** Reads a JSON number as DECIMAL(precision, scale), exactly or not at all. */
final class DecimalReader implements ValueReader {

  /** So many digits never overflow a long. */
  private static final int LONGEST_PLAIN = 18;

  private final int precision;
  private final int scale;

  /** The first unscaled value that is too large, for a precision that fits a long. */
  private final long limit;

  DecimalReader(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
    this.limit = precision <= LONGEST_PLAIN ? BigDecimal.TEN.pow(precision).longValue() : 0;
  }

  @Override
  public Object read(JsonParser parser, JsonToken token, byte[] image)
      throws IOException, MisfitException {
    if (!token.isNumeric()) {
      throw new MisfitException("it is not a number");
    }
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    return limit > 0 && length <= LONGEST_PLAIN
        ? plain(text, from, length)
        : exact(text, from, length);
  }

  /** The common case, plain digits with the column's scale: no BigDecimal. */
  private DecimalData plain(char[] text, int from, int length) throws MisfitException {
    boolean negative = text[from] == '-';
    long unscaled = 0;
    int point = -1;
    for (int i = from + (negative ? 1 : 0); i < from + length; i++) {
      if (text[i] == '.') {
        point = i;
      } else if (text[i] < '0' || text[i] > '9') {
        return exact(text, from, length);
      } else {
        unscaled = unscaled * 10 + text[i] - '0';
      }
    }
    int digitsAfterPoint = point < 0 ? 0 : from + length - 1 - point;
    if (digitsAfterPoint != scale || unscaled >= limit) {
      return exact(text, from, length);
    }
    return DecimalData.fromUnscaledLong(negative ? -unscaled : unscaled, precision, scale);
  }

  private DecimalData exact(char[] text, int from, int length) throws MisfitException {
    BigDecimal value;
    try {
      value = new BigDecimal(text, from, length);
    } catch (NumberFormatException e) {
      throw new MisfitException("its exponent is beyond any number");
    }
    if (value.signum() == 0) {
      return DecimalData.zero(precision, scale);
    }
    // Before the scale is changed: a giant exponent would become as many digits.
    if ((long) value.precision() - value.scale() > precision - scale) {
      throw new MisfitException(
          "it has more than " + (precision - scale) + " digits before the point");
    }
    if (value.scale() > scale) {
      value = value.stripTrailingZeros();
      if (value.scale() > scale) {
        throw new MisfitException("it has more than " + scale + " digits after the point");
      }
    }
    return DecimalData.fromBigDecimal(value.setScale(scale), precision, scale);
  }
}
