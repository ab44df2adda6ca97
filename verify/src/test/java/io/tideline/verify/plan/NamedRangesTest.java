package io.tideline.verify.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.verify.range.KeyRange;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedRangesTest {

  @Test
  void theLinesOfCapturesLogAreFoundAmongOthers() {
    String log =
        """
        2026-11-24 11:51:01,120 INFO  org.apache.flink.Something - Source: started
        2026-11-24 11:51:01,123 WARN  i.t.c.o.reader.ChunksAgain  - Rows of shop.orders with [id] from \
        [100] to before [200] may be read a second time, at mysql-bin.000001/4711: one that was read \
        before and is deleted by now leaves no event
        2026-11-24 11:51:02,123 WARN  i.t.c.o.reader.ChunksAgain  - Rows of shop.orders with [id] from \
        the first to before [50] may be read a second time, at mysql-bin.000001/4711: one …
        2026-11-24 11:51:03,123 WARN  i.t.c.o.reader.ChunksAgain  - Rows of shop.orders with [id] from \
        [150] to before [300] may be read a second time, at mysql-bin.000001/4711: one …
        """;

    assertThat(NamedRanges.parse(log))
        .containsOnlyKeys("shop.orders")
        .containsEntry("shop.orders", List.of(range(null, 50L), range(100L, 300L)));
  }

  @Test
  void aRangeOfTextStandsForTheWholeTable() {
    assertThat(
            NamedRanges.parse(
                "Rows of shop.products with [sku] from [A-1] to before [B-7] may be read a second"
                    + " time, at mysql-bin.000001/4711: one …"))
        .containsEntry("shop.products", List.of(KeyRange.ALL));
  }

  @Test
  void aRangeCanBeWrittenByHand() {
    assertThat(NamedRanges.parse("shop.orders:-5..7\nshop.customers:10.."))
        .containsEntry("shop.orders", List.of(range(-5L, 7L)))
        .containsEntry("shop.customers", List.of(range(10L, null)));
  }

  @Test
  void textWithoutARangeIsRefused() {
    assertThatThrownBy(() -> NamedRanges.parse("nothing of the kind"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop.orders:1..100");
  }

  private static KeyRange range(Long from, Long to) {
    return new KeyRange(
        from == null ? null : BigInteger.valueOf(from), to == null ? null : BigInteger.valueOf(to));
  }
}
