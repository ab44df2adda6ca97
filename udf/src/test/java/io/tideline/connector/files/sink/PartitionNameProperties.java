package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** P13: a directory's name can carry any value of a column. */
class PartitionNameProperties {

  @Property(tries = 500)
  void p13AnyValueIsADirectoryBelowItsParent(
      @ForAll("texts") String column, @ForAll("texts") String value) throws Exception {
    Path parent = Files.createTempDirectory("partitions");
    Path directory = parent.resolve(PartitionName.of(column, value));
    assertThat(directory.normalize().getParent()).isEqualTo(parent);
    Files.createDirectory(directory);
    Files.delete(directory);
    Files.delete(parent);
  }

  @Property(tries = 1000)
  void p13DifferentValuesHaveDifferentNames(
      @ForAll("texts") String one, @ForAll("texts") String other) {
    assertThat(PartitionName.of("dt", one).equals(PartitionName.of("dt", other)))
        .isEqualTo(one.equals(other));
  }

  @Property(tries = 500)
  void aReaderDecodesTheValueUnlessItWasTooLong(@ForAll("texts") String value) {
    String name = PartitionName.of("dt", value).substring("dt=".length());
    if (name.getBytes(StandardCharsets.UTF_8).length < 160) {
      assertThat(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8))
          .isEqualTo(value);
    }
  }

  @Example
  void namesAreThoseThatHiveGives() {
    assertThat(PartitionName.of("dt", "2026-11-24")).isEqualTo("dt=2026-11-24");
    assertThat(PartitionName.of("_op", "DELETE")).isEqualTo("_op=DELETE");
    assertThat(PartitionName.of("at", "2026-11-24 15:00:00"))
        .isEqualTo("at=2026-11-24 15%3A00%3A00");
    assertThat(PartitionName.of("city", "北京")).isEqualTo("city=北京");
    assertThat(PartitionName.of("path", "../x")).isEqualTo("path=..%2Fx");
    assertThat(PartitionName.of("dt", null)).isEqualTo("dt=__HIVE_DEFAULT_PARTITION__");
    assertThat(PartitionName.of("dt", "")).isEqualTo("dt=__HIVE_DEFAULT_PARTITION__");
    assertThat(PartitionName.of("dt", "__HIVE_DEFAULT_PARTITION__"))
        .isEqualTo("dt=%5F_HIVE_DEFAULT_PARTITION__");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(8),
            Arbitraries.strings().ofMinLength(1).ofMaxLength(300),
            Arbitraries.strings().withChars("./%2EF\\ ab=_").ofMinLength(1).ofMaxLength(5),
            Arbitraries.of("CON", "..", ".", "a/b", "x".repeat(300), "x".repeat(301), "a ", "a."))
        .filter(
            text ->
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                    .equals(text));
  }
}
