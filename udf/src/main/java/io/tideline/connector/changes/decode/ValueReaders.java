package io.tideline.connector.changes.decode;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** The reader for each type that a column can have. */
final class ValueReaders {

  private ValueReaders() {}

  /**
   * @throws IllegalArgumentException for a type that a row of a database has not; names the column
   */
  static ValueReader of(String column, LogicalType type) {
    switch (type.getTypeRoot()) {
      case BOOLEAN:
        return (parser, token, image) -> truth(parser, token);
      case TINYINT:
        return (parser, token, image) ->
            (byte) integer(parser, token, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT:
        return (parser, token, image) ->
            (short) integer(parser, token, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER:
        return (parser, token, image) ->
            (int) integer(parser, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT:
        return (parser, token, image) -> integer(parser, token, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT:
        return (parser, token, image) -> (float) floating(parser, token, true);
      case DOUBLE:
        return (parser, token, image) -> floating(parser, token, false);
      case DECIMAL:
        DecimalType decimal = (DecimalType) type;
        return new DecimalReader(decimal.getPrecision(), decimal.getScale());
      case CHAR:
        return texts(((CharType) type).getLength());
      case VARCHAR:
        return texts(((VarCharType) type).getLength());
      case BINARY:
        return bytes(((BinaryType) type).getLength());
      case VARBINARY:
        return bytes(((VarBinaryType) type).getLength());
      case DATE:
        return (parser, token, image) -> TemporalText.date(text(parser, token));
      case TIME_WITHOUT_TIME_ZONE:
        // Flink holds a TIME in milliseconds whatever it is declared as; its DDL makes TIME(3) a
        // TIME(0), so the declared precision says nothing.
        return (parser, token, image) -> TemporalText.time(text(parser, token), 3);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        int precision = LogicalTypeChecks.getPrecision(type);
        return (parser, token, image) -> TemporalText.timestamp(text(parser, token), precision);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        int instantPrecision = LogicalTypeChecks.getPrecision(type);
        return (parser, token, image) ->
            TemporalText.instant(text(parser, token), instantPrecision);
      default:
        throw new IllegalArgumentException(
            String.format(
                "column '%s': a change cannot hold %s; declare it as STRING, which takes any JSON value as its text",
                column, type.asSummaryString()));
    }
  }

  private static boolean truth(JsonParser parser, JsonToken token)
      throws IOException, MisfitException {
    if (token.isBoolean()) {
      return token == JsonToken.VALUE_TRUE;
    }
    return integer(parser, token, 0, 1) == 1;
  }

  private static long integer(JsonParser parser, JsonToken token, long min, long max)
      throws IOException, MisfitException {
    if (token.isBoolean()) {
      return token == JsonToken.VALUE_TRUE ? 1 : 0;
    }
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw new MisfitException("it is not an integer number");
    }
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = parser.getLongValue();
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new MisfitException("the range is " + min + " to " + max);
  }

  /** A number as text is nearest to what the column held only when it is parsed in its width. */
  private static double floating(JsonParser parser, JsonToken token, boolean single)
      throws IOException, MisfitException {
    if (!token.isNumeric()) {
      throw new MisfitException("it is not a number");
    }
    double value = single ? Float.parseFloat(parser.getText()) : parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw new MisfitException("it is beyond the range");
    }
    return value;
  }

  private static String text(JsonParser parser, JsonToken token)
      throws IOException, MisfitException {
    if (token != JsonToken.VALUE_STRING) {
      throw new MisfitException("it is not a string");
    }
    return parser.getText();
  }

  private static ValueReader texts(int longest) {
    return (parser, token, image) -> {
      if (token.isStructStart()) {
        return StringData.fromBytes(structure(parser, image));
      }
      char[] text = parser.getTextCharacters();
      int from = parser.getTextOffset();
      int length = parser.getTextLength();
      if (length > longest && Character.codePointCount(text, from, length) > longest) {
        throw new MisfitException("it is longer than " + longest + " characters");
      }
      return StringData.fromBytes(Utf8.encode(text, from, length));
    };
  }

  /** A JSON object or array as it stands in the image. */
  private static byte[] structure(JsonParser parser, byte[] image)
      throws IOException, MisfitException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getByteOffset();
    byte[] text = Arrays.copyOfRange(image, from, to);
    if (!Utf8.isValid(text)) {
      throw new MisfitException("it is not UTF-8");
    }
    return text;
  }

  private static ValueReader bytes(int longest) {
    return (parser, token, image) -> {
      text(parser, token);
      byte[] bytes;
      try {
        bytes = parser.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS);
      } catch (JsonProcessingException e) {
        throw new MisfitException("it is not base64");
      }
      if (bytes.length > longest) {
        throw new MisfitException("it is longer than " + longest + " bytes");
      }
      return bytes;
    };
  }
}
