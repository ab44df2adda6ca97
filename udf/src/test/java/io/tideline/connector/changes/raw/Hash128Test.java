package io.tideline.connector.changes.raw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Hash128Test {

  @Test
  void theHashIsThatOfSavepointsAlreadyWritten() {
    Hash128 hello = Hash128.of("hello");
    assertThat(hello.high()).isEqualTo(0xcbd8a7b341bd9b02L);
    assertThat(hello.low()).isEqualTo(0x5b1e906a48ae1d19L);
  }

  @Test
  void theBordersBetweenPartsCount() {
    assertThat(Hash128.of("ab").then("c").low()).isNotEqualTo(Hash128.of("a").then("bc").low());
    assertThat(Hash128.of("a").then("").low())
        .isNotEqualTo(Hash128.of("a").then((byte[]) null).low());
  }
}
