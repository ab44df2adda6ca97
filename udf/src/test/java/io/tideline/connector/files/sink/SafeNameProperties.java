package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** P13: a file's name can carry any database and table. */
class SafeNameProperties {

  @Property(tries = 500)
  void p13AnyTextIsANameThatTheFileSystemBears(@ForAll("texts") String text) throws Exception {
    Path directory = Files.createTempDirectory("names");
    Path file = directory.resolve(new FileNames(text, text, "json.zst").name(0, 99_999, 9_999_999));
    assertThat(file.getParent()).isEqualTo(directory);
    Path inProgress = directory.resolve("." + file.getFileName() + ".inprogress." + "0".repeat(36));
    Files.delete(Files.createFile(inProgress));
    Files.delete(Files.createFile(file));
    Files.delete(directory);
  }

  @Property(tries = 1000)
  void p13DifferentTextsHaveDifferentNames(
      @ForAll("texts") String one, @ForAll("texts") String other) {
    assertThat(SafeName.of(one).equals(SafeName.of(other))).isEqualTo(one.equals(other));
  }

  @Property(tries = 500)
  void p13NoNameIsLongHiddenOrADevice(@ForAll("texts") String text) {
    String name = SafeName.of(text);
    assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(72);
    assertThat(name)
        .doesNotStartWith(".")
        .doesNotStartWith("_")
        .doesNotEndWith(".")
        .doesNotEndWith(" ");
    assertThat(name.toUpperCase()).isNotIn("CON", "NUL", "LPT1");
  }

  @Example
  void usualNamesStayAsTheyAre() {
    for (String name : List.of("orders", "order_items", "Bestellungen", "订单", "a-b c$1")) {
      assertThat(SafeName.of(name)).isEqualTo(name);
    }
    assertThat(SafeName.of("../x")).isEqualTo("%2E.%2Fx");
    assertThatThrownBy(() -> SafeName.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMinLength(1).ofMaxLength(8),
        Arbitraries.strings().all().ofMinLength(1).ofMaxLength(300),
        Arbitraries.strings().withChars("./_%2EF\\ ab").ofMinLength(1).ofMaxLength(5),
        Arbitraries.of("CON", "con.txt", "nul", "LPT1", "..", ".", "a/b", "x".repeat(300)));
  }
}
