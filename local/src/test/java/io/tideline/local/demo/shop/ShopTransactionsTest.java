package io.tideline.local.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShopTransactionsTest {

  private final ShopTransactions shop = new ShopTransactions(42);

  @Test
  void aSeedAlwaysMakesTheSameShop() {
    ShopTransactions again = new ShopTransactions(42);

    assertThat(shown(again.initialRows())).isEqualTo(shown(shop.initialRows()));
    for (long number = 0; number < 500; number++) {
      assertThat(shown(again.transaction(number).changes()))
          .isEqualTo(shown(shop.transaction(number).changes()));
    }
  }

  @Test
  void anotherSeedMakesAnotherShop() {
    assertThat(shown(new ShopTransactions(43).initialRows()))
        .isNotEqualTo(shown(shop.initialRows()));
  }

  @Test
  void theValuesAreThoseThatBreakPipelines() {
    List<Object> values =
        shop.initialRows().stream().flatMap(change -> change.arguments().stream()).toList();

    assertThat(values)
        .contains(
            ShopValues.MAX_UNSIGNED,
            BigInteger.ZERO,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            4_294_967_295L,
            -8_388_608,
            "",
            null,
            "vip,new,risk",
            LocalTime.MIDNIGHT,
            LocalTime.of(23, 59, 59, 999_000_000),
            0.1 + 0.2,
            new BigDecimal("99999999999999.9999"),
            new BigDecimal("-99999999999999.9999"),
            new BigDecimal("-9.9999"));
    assertThat(values.toString()).contains("王小明", "😀", "𠮷", "\"", ",", "\n", "\r\n", "\\", "\t");
    assertThat(values).anyMatch(value -> value instanceof byte[] bytes && bytes.length == 0);
  }

  @Test
  void theStreamHasEveryKindOfChange() {
    List<ShopTransaction> transactions =
        LongStream.range(0, 1000).mapToObj(shop::transaction).toList();
    List<Change> changes = transactions.stream().flatMap(t -> t.changes().stream()).toList();

    assertThat(transactions).anyMatch(ShopTransaction::rolledBack);
    assertThat(transactions).anyMatch(t -> !t.rolledBack() && t.changes().size() > 2);
    assertThat(changes).anyMatch(change -> change.eventsPerRow() == 2);
    for (var table : ShopSchema.TABLES) {
      for (String verb : List.of("INSERT INTO ", "UPDATE ", "DELETE FROM ")) {
        assertThat(changes).anyMatch(change -> change.sql().startsWith(verb + table));
      }
    }
    assertThat(changes).anyMatch(change -> change.sql().contains("LIMIT 10"));
  }

  private static String shown(List<Change> changes) {
    List<Object> shown = new ArrayList<>();
    for (Change change : changes) {
      shown.add(change.sql());
      for (Object argument : change.arguments()) {
        shown.add(argument instanceof byte[] bytes ? new BigInteger(1, bytes) : argument);
      }
    }
    return shown.toString();
  }
}
