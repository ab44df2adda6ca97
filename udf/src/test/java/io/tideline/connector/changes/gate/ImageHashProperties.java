package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ImageHashProperties {

  private static final long[] NONE = {};

  private final ImageHash hash = new ImageHash();

  @Property
  void howTheSameRowIsWrittenMakesNoDifference(
      @ForAll("rows") Map<String, Object> row, @ForAll Random random) {
    hash.read(plain(row), NONE);
    long image = hash.image();
    long comparable = hash.comparable();
    int shape = hash.shape();
    hash.read(fancy(row, random), NONE);

    assertThat(hash.image()).isEqualTo(image);
    assertThat(hash.comparable()).isEqualTo(comparable);
    assertThat(hash.shape()).isEqualTo(shape).isNotIn(ImageHash.NO_ROW, ImageHash.UNREADABLE);
  }

  @Property
  void anyOtherValueMakesADifferenceAndLeavesTheShape(
      @ForAll("rows") @Size(min = 1) Map<String, Object> row,
      @ForAll("values") Object other,
      @ForAll Random random) {
    Map<String, Object> changed = new LinkedHashMap<>(row);
    String column = new ArrayList<>(row.keySet()).get(random.nextInt(row.size()));
    Object before = changed.put(column, other);
    hash.read(plain(row), NONE);
    long image = hash.image();
    int shape = hash.shape();
    hash.read(plain(changed), NONE);

    assertThat(hash.image() == image).isEqualTo(same(before, other));
    assertThat(hash.shape()).isEqualTo(shape);
  }

  @Property
  void aColumnThatCannotBeComparedCountsOnlyInTheHashOfAll(
      @ForAll("rows") Map<String, Object> row, @ForAll("values") Object other) {
    Map<String, Object> one = new LinkedHashMap<>(row);
    one.put("Weight", "a");
    Map<String, Object> two = new LinkedHashMap<>(row);
    two.put("Weight", other);
    long[] incomparable = ImageHash.names(List.of("length", "weight"));
    hash.read(plain(one), incomparable);
    long image = hash.image();
    long comparable = hash.comparable();
    hash.read(plain(two), incomparable);

    assertThat(hash.image() == image).isEqualTo("a".equals(other));
    assertThat(hash.comparable()).isEqualTo(comparable);
  }

  @Property
  void noBytesAreTooStrangeToBeHashed(@ForAll @Size(max = 60) List<Character> characters) {
    StringBuilder text = new StringBuilder("{");
    characters.forEach(c -> text.append("{}[]\":,\\ue-1.0 \n".charAt(c % 16)));
    hash.read(text.toString().getBytes(StandardCharsets.UTF_8), NONE);
    assertThat(hash.image()).isNotEqualTo(ImageHash.NO_IMAGE);
    assertThat(hash.shape()).isNotEqualTo(ImageHash.NO_ROW);
  }

  @Example
  void whatIsNoObjectCannotBeCompared() {
    for (String text :
        List.of("", "7", "[1]", "{", "{\"a\"", "{\"a\":1", "{\"a\":1,", "{\"a\":{}", "{}{}")) {
      hash.read(text.getBytes(StandardCharsets.UTF_8), NONE);
      assertThat(hash.shape()).as(text).isEqualTo(ImageHash.UNREADABLE);
    }
    hash.read(null, NONE);
    assertThat(hash.shape()).isEqualTo(ImageHash.UNREADABLE);
    assertThat(hash.image()).isEqualTo(ImageHash.NO_IMAGE);
  }

  /** They are in savepoints: whoever changes them makes every next change a broken chain. */
  @Example
  void theHashesStayAsTheyAre() {
    hash.read(
        "{\"id\":-7,\"amount\":12.50,\"name\":\"张三 \\\"🌊\\\"\",\"note\":null}"
            .getBytes(StandardCharsets.UTF_8),
        ImageHash.names(List.of("amount")));
    assertThat(List.of(hash.image(), hash.comparable(), (long) hash.shape()))
        .containsExactly(-1419722161383201544L, 7265494467462308293L, -1070365677L);
  }

  @Provide
  Arbitrary<Map<String, Object>> rows() {
    return Arbitraries.maps(
            Arbitraries.strings()
                .withChars("abz_\"é🌊")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(ImageHashProperties::isText),
            values())
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab1é张\n\"\\ ").ofMaxLength(20).asGeneric(),
        Arbitraries.strings().all().ofMaxLength(8).filter(ImageHashProperties::isText).asGeneric(),
        Arbitraries.longs().map(BigDecimal::new).asGeneric(),
        Arbitraries.bigDecimals().ofScale(4).asGeneric(),
        Arbitraries.of(BigDecimal.ZERO, new BigDecimal("0.5"), new BigDecimal("-5")).asGeneric(),
        Arbitraries.of(true, false, "null").asGeneric());
  }

  /** A lone surrogate has no UTF-8. */
  private static boolean isText(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }

  private static boolean same(Object one, Object other) {
    return one instanceof BigDecimal && other instanceof BigDecimal
        ? ((BigDecimal) one).compareTo((BigDecimal) other) == 0
        : one.equals(other);
  }

  private static byte[] plain(Map<String, Object> row) {
    List<String> columns = new ArrayList<>();
    row.forEach((name, value) -> columns.add(text(name) + ":" + plain(value)));
    return ("{" + String.join(",", columns) + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static String plain(Object value) {
    return value instanceof BigDecimal
        ? ((BigDecimal) value).toPlainString()
        : value instanceof Boolean ? value.toString() : text((String) value);
  }

  private static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static byte[] fancy(Map<String, Object> row, Random random) {
    List<String> columns = new ArrayList<>();
    row.forEach(
        (name, value) ->
            columns.add(
                escaped(name, random)
                    + space(random)
                    + ":"
                    + space(random)
                    + fancy(value, random)));
    Collections.shuffle(columns, random);
    return (space(random) + "{" + space(random) + String.join(" ,\n", columns) + "}\t ")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String fancy(Object value, Random random) {
    if (value instanceof BigDecimal) {
      BigDecimal number = (BigDecimal) value;
      switch (random.nextInt(3)) {
        case 0:
          return number.stripTrailingZeros().toString();
        case 1:
          return number.setScale(number.scale() + 3).toPlainString();
        default:
          return number.unscaledValue() + "e" + -number.scale();
      }
    }
    return value instanceof Boolean ? value.toString() : escaped((String) value, random);
  }

  private static String escaped(String value, Random random) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      boolean must = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
      out.append(must || random.nextBoolean() ? String.format("\\u%04X", (int) c) : "" + c);
    }
    return out.append('"').toString();
  }

  private static String space(Random random) {
    return " \n\t".substring(random.nextInt(4));
  }
}
