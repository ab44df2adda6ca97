package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTemplateTest {

  private static final long TIME = Instant.parse("2026-11-23T15:00:59.007Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{database}_{table}_{yyyyMMddHHmmss}_{partition}.{suffix}~shop_orders_20261123150059_3-7.csv.gz",
        "{yyyy-MM-dd}T{HH.mm.ss.SSS} {partition} {table}@{database}.{suffix}~2026-11-23T15.00.59.007 3-7 orders@shop.csv.gz"
      })
  void aFileIsCalledAsTheTemplateSays(String template, String name) {
    FileNames names = new FileNames(new NameTemplate(template), "shop", "orders", "csv.gz");
    assertThat(names.name(TIME, 3, 7)).isEqualTo(name);
    assertThat(names.matches(name)).isTrue();
    assertThat(names.matchesInAnyFormat(name.replace("csv.gz", "parquet"))).isTrue();
    assertThat(names.matches(name.replace("csv.gz", "parquet"))).isFalse();
    assertThat(names.counter(name, 3)).isEqualTo(7);
    assertThat(names.counter(name, 4)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{database}_{table}_{yyyyMMddHHmmss}.{suffix}~lacks {partition}",
        "{table}_{yyyyMMddHHmmss}_{partition}.{suffix}~lacks {database}",
        "{database}_{yyyyMMddHHmmss}_{partition}.{suffix}~lacks {table}",
        "{database}_{table}_{yyyyMMdd}_{partition}.{suffix}~lacks {HH}, {mm}, {ss}",
        "{database}_{table}_{yyyyMMddHHmmss}_{partition}~lacks {suffix}",
        "{database}_{table}_{yyyyMMddHHmmss}_{partition}_{suffix}~does not end in .{suffix}",
        "{suffix}.{database}_{table}_{yyyyMMddHHmmss}_{partition}~does not end in .{suffix}",
        "{database}_{table}_{yyyyMMddHHmmss}_{partition}_{partition}.{suffix}~has {partition} 2 times",
        "{database}_{table}_{uuid}_{yyyyMMddHHmmss}_{partition}.{suffix}~has {uuid}",
        "{database}_{table}_{yyyyMMMddHHmmss}_{partition}.{suffix}~has {yyyyMMMddHHmmss}",
        "{database}/{table}_{yyyyMMddHHmmss}_{partition}.{suffix}~has '/'",
        "{database}:{table}_{yyyyMMddHHmmss}_{partition}.{suffix}~has ':'",
        "{database}_{table}_{yyyyMMddHHmmss}_{partition}}.{suffix}~has '}.'",
        ".{database}_{table}_{yyyyMMddHHmmss}_{partition}.{suffix}~begins with '.'",
        "_{database}_{table}_{yyyyMMddHHmmss}_{partition}.{suffix}~begins with '_'"
      })
  void aTemplateThatMakesBadNamesIsRefused(String template, String words) {
    assertThatThrownBy(() -> new NameTemplate(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option 'file-name' is '" + template + "' and " + words);
  }

  @Test
  void aNameThatNoFileSystemBearsIsRefused() {
    NameTemplate template = new NameTemplate("x".repeat(120) + NameTemplate.DEFAULT);
    assertThat(new FileNames(template, "a", "b", "json").name(0, 0, 0)).startsWith("xxx");
    assertThatThrownBy(() -> new FileNames(template, "a".repeat(40), "b".repeat(40), "json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 205 are allowed");
  }

  /** P13: two files of a table that differ in anything differ in their names. */
  @Property(tries = 300)
  void p13WhatIsInANameIsReadFromItAgain(
      @ForAll("templates") String template,
      @ForAll @IntRange(max = 9_999) int subtask,
      @ForAll @LongRange(min = 0, max = 9_999_999) long counter,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long time) {
    FileNames names = new FileNames(new NameTemplate(template), "a1_", "1-2", "json");
    String name = names.name(time, subtask, counter);
    assertThat(names.counter(name, subtask)).isEqualTo(counter);
    assertThat(names.name(time + 1_000, subtask, counter)).isNotEqualTo(name);
    assertThat(names.matches(name)).isTrue();
  }

  /** In any order, with and without something between them. */
  @Provide
  Arbitrary<String> templates() {
    List<String> parts = List.of("{database}", "{table}", "{yyyyMMddHHmmss}", "{partition}");
    return Arbitraries.shuffle(parts)
        .flatMap(
            order ->
                Arbitraries.of("", "_", "-", "1")
                    .map(between -> String.join(between, order) + ".{suffix}"));
  }
}
