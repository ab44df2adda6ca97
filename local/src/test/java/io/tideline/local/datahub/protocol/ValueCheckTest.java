package io.tideline.local.datahub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.local.datahub.model.ColumnType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCheckTest {

  @ParameterizedTest
  @CsvSource({
    "BIGINT,9223372036854775807",
    "BIGINT,-9223372036854775808",
    "BIGINT,+5",
    "BIGINT,007",
    "INTEGER,000000000000000000002147483647",
    "TINYINT,-000000000000000000000128",
    "TIMESTAMP,1763900000123456",
    "INTEGER,-2147483648",
    "INTEGER,2147483647",
    "SMALLINT,32767",
    "SMALLINT,-32768",
    "TINYINT,127",
    "TINYINT,-128",
    "BOOLEAN,true",
    "BOOLEAN,False",
    "DOUBLE,1.5E300",
    "DOUBLE,-0.0",
    "DOUBLE,NaN",
    "DOUBLE,-Infinity",
    "FLOAT,.5",
    "FLOAT,1.0E-5",
    "DECIMAL,-12345678901234567890.1200",
    "DECIMAL,1E+3",
    "STRING,anything"
  })
  void aValueOfItsTypeFits(ColumnType type, String text) {
    assertThat(fits(type, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "BIGINT,9223372036854775808",
    "BIGINT,-9223372036854775809",
    "BIGINT,1.0",
    "BIGINT,-",
    "BIGINT,''",
    "BIGINT,99999999999999999999",
    "TIMESTAMP,2026-01-01",
    "INTEGER,2147483648",
    "INTEGER,-2147483649",
    "SMALLINT,32768",
    "TINYINT,128",
    "TINYINT,000000000000000000000128",
    "INTEGER,-000000000000000000002147483649",
    "TINYINT,-129",
    "BOOLEAN,1",
    "BOOLEAN,yes",
    "DOUBLE,1.5.0",
    "DOUBLE,e5",
    "DOUBLE,1e",
    "DOUBLE,.",
    "FLOAT,abc",
    "DECIMAL,NaN",
    "DECIMAL,1 2"
  })
  void aValueOfAnotherTypeDoesNot(ColumnType type, String text) {
    assertThat(fits(type, text)).isFalse();
  }

  private static boolean fits(ColumnType type, String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return ValueCheck.fits(type, bytes, 1, bytes.length - 2);
  }
}
