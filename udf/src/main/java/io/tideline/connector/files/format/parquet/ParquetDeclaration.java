package io.tideline.connector.files.format.parquet;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Declares an optional column twice alike: for Parquet's column writers and for the footer. */
final class ParquetDeclaration {

  private final String name;
  private int length;
  private PrimitiveTypeName physical;
  private LogicalTypeAnnotation annotation;

  ParquetDeclaration(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Of FIXED_LEN_BYTE_ARRAY, in bytes. */
  ParquetDeclaration ofLength(int bytes) {
    length = bytes;
    return this;
  }

  /**
   * @param logical what the values mean; null for just the physical type
   */
  ParquetDeclaration as(PrimitiveTypeName physicalType, LogicalTypeAnnotation logical) {
    physical = physicalType;
    annotation = logical;
    return this;
  }

  ParquetColumn with(ParquetColumn.Write write, ParquetColumn.Read read) {
    return new ParquetColumn(
        Types.optional(physical).length(length).as(annotation).named(name), element(), write, read);
  }

  private SchemaElement element() {
    SchemaElement element = new SchemaElement(name);
    element.setRepetition_type(FieldRepetitionType.OPTIONAL);
    element.setType(
        Type.valueOf(physical == PrimitiveTypeName.BINARY ? "BYTE_ARRAY" : physical.name()));
    if (length > 0) {
      element.setType_length(length);
    }
    if (annotation instanceof StringLogicalTypeAnnotation) {
      element.setLogicalType(LogicalType.STRING(new StringType()));
      element.setConverted_type(ConvertedType.UTF8);
    } else if (annotation instanceof IntLogicalTypeAnnotation) {
      int bits = ((IntLogicalTypeAnnotation) annotation).getBitWidth();
      element.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, true)));
      element.setConverted_type(ConvertedType.valueOf("INT_" + bits));
    } else if (annotation instanceof DecimalLogicalTypeAnnotation) {
      DecimalLogicalTypeAnnotation decimal = (DecimalLogicalTypeAnnotation) annotation;
      element.setLogicalType(
          LogicalType.DECIMAL(new DecimalType(decimal.getScale(), decimal.getPrecision())));
      element.setConverted_type(ConvertedType.DECIMAL);
      element.setScale(decimal.getScale());
      element.setPrecision(decimal.getPrecision());
    } else if (annotation instanceof TimeLogicalTypeAnnotation) {
      element.setLogicalType(LogicalType.TIME(new TimeType(false, millis())));
    } else if (annotation instanceof TimestampLogicalTypeAnnotation) {
      timestamp((TimestampLogicalTypeAnnotation) annotation, element);
    } else if (annotation != null) {
      element.setLogicalType(LogicalType.DATE(new DateType()));
      element.setConverted_type(ConvertedType.DATE);
    }
    return element;
  }

  /** The older converted types of times mean instants only, so a local time has none. */
  private static void timestamp(TimestampLogicalTypeAnnotation time, SchemaElement element) {
    boolean inMillis = time.getUnit() == LogicalTypeAnnotation.TimeUnit.MILLIS;
    TimeUnit unit = inMillis ? millis() : TimeUnit.MICROS(new MicroSeconds());
    element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(time.isAdjustedToUTC(), unit)));
    if (time.isAdjustedToUTC()) {
      element.setConverted_type(
          inMillis ? ConvertedType.TIMESTAMP_MILLIS : ConvertedType.TIMESTAMP_MICROS);
    }
  }

  private static TimeUnit millis() {
    return TimeUnit.MILLIS(new MilliSeconds());
  }
}
