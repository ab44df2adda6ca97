package io.tideline.local.demo.shop;

import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Whole rows of the shop's tables, their columns in the order of {@link ShopSchema}. */
final class ShopRows {

  private final ShopValues values;

  ShopRows(RandomGenerator random) {
    this.values = new ShopValues(random);
  }

  ShopValues values() {
    return values;
  }

  /** The key of the product with a number. Sorts as text otherwise than the number does. */
  static String sku(long number) {
    return switch ((int) (number % 4)) {
      case 0 -> "SKU-" + number;
      case 1 -> "货号-" + number;
      case 2 -> "s'k\"u," + number;
      default -> "🛒" + number;
    };
  }

  List<Object> customer(BigInteger id) {
    return row(
        id,
        values.name(),
        values.orNull(values.email()),
        values.oneOf("f", "m", "x", null),
        values.orNull(values.date()),
        values.decimal(18, 4),
        values.oneOf("", "vip", "vip,new", "new,risk", "vip,new,risk", null),
        values.orNull(values.json()),
        values.orNull(values.bytes(64)),
        values.oneIn(2),
        values.moment().truncatedTo(ChronoUnit.MILLIS),
        values.moment());
  }

  List<Object> product(String sku) {
    return row(
        sku,
        values.thing(),
        values.orNull(values.note()),
        values.decimal(12, 2),
        values.floating(),
        values.orNull(values.doubled()),
        values.oneOf(0L, 4_294_967_295L, (long) values.upTo(1000)),
        values.upTo(256),
        1901 + values.upTo(255),
        values.time());
  }

  List<Object> order(long id) {
    return row(
        id,
        values.oneIn(10) ? values.unsigned() : BigInteger.valueOf(1 + values.upTo(1000)),
        values.oneOf("new", "paid", "已发货", "cancelled"),
        values.decimal(12, 2),
        values.orNull(values.decimal(5, 4)),
        values.oneIn(2),
        values.orNull(values.note()),
        values.moment().truncatedTo(ChronoUnit.MILLIS),
        values.moment());
  }

  List<Object> item(long order, int line) {
    return row(
        order,
        line,
        sku(values.upTo(500)),
        values.oneOf(1, 2, 3, 0, -8_388_608, 8_388_607),
        values.decimal(12, 2),
        values.unsigned(),
        values.oneOf(null, 0, 1, -128, 127));
  }

  private static List<Object> row(Object... columns) {
    List<Object> row = new ArrayList<>(columns.length);
    for (Object column : columns) {
      row.add(column);
    }
    return row;
  }
}
