package io.tideline.connector.oceanbase.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class ValueJsonTest {

  @Test
  void aYearOfNothingIsZero() {
    Schema year = SchemaBuilder.int32().name("io.debezium.time.Year").build();
    assertThat(text(year, 1900)).isEqualTo("0");
    assertThat(text(year, 1901)).isEqualTo("1901");
  }

  @Test
  void aCommaInAnEnumIsNotEscaped() {
    Schema choice = SchemaBuilder.string().name("io.debezium.data.Enum").build();
    assertThat(text(choice, "b\\,c")).isEqualTo("\"b,c\"");
    assertThat(text(choice, "b,c")).isEqualTo("\"b,c\"");
  }

  private static String text(Schema schema, Object value) {
    StringBuilder out = new StringBuilder();
    ValueJson.of(schema).write(out, value);
    return out.toString();
  }
}
