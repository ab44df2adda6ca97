package io.tideline.local.demo.shop;

import static io.tideline.local.demo.shop.ShopSchema.CUSTOMERS;
import static io.tideline.local.demo.shop.ShopSchema.ORDERS;
import static io.tideline.local.demo.shop.ShopSchema.ORDER_ITEMS;
import static io.tideline.local.demo.shop.ShopSchema.PRODUCTS;

import io.tideline.local.demo.verification.CheckedTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The stream of the shop's transactions: number {@code n} of a seed is always the same. Statements
 * find their rows by ranges of keys, so no memory of what there is is needed; new keys come from
 * the number of the transaction.
 */
final class ShopTransactions {

  static final int CUSTOMERS_AT_START = 1000;
  static final int PRODUCTS_AT_START = 500;
  static final int ORDERS_AT_START = 2000;
  static final int ITEMS_AT_START = 5000;

  private static final long FIRST_NEW_KEY = 1_000_000;
  private static final int KEYS_PER_TRANSACTION = 4;
  private static final int STATEMENT_ROWS = 500;

  private final long seed;

  ShopTransactions(long seed) {
    this.seed = seed;
  }

  /** What the shop has before anything changes. */
  List<Change> initialRows() {
    ShopRows rows = new ShopRows(new SplittableRandom(seed));
    List<List<Object>> customers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS_AT_START; i++) {
      customers.add(
          rows.customer(
              i == CUSTOMERS_AT_START - 1 ? ShopValues.MAX_UNSIGNED : BigInteger.valueOf(i)));
    }
    List<List<Object>> products = new ArrayList<>();
    for (int i = 0; i < PRODUCTS_AT_START; i++) {
      products.add(rows.product(ShopRows.sku(i)));
    }
    List<List<Object>> orders = new ArrayList<>();
    orders.add(rows.order(Long.MIN_VALUE));
    orders.add(rows.order(Long.MAX_VALUE));
    for (int i = 2; i < ORDERS_AT_START; i++) {
      orders.add(rows.order(i - 20));
    }
    List<List<Object>> items = new ArrayList<>();
    for (int i = 0; i < ITEMS_AT_START; i++) {
      items.add(rows.item(i / 3, i % 3 + 1));
    }
    List<Change> changes = new ArrayList<>();
    addInserts(changes, customers, CUSTOMERS);
    addInserts(changes, products, PRODUCTS);
    addInserts(changes, orders, ORDERS);
    addInserts(changes, items, ORDER_ITEMS);
    return changes;
  }

  ShopTransaction transaction(long number) {
    SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (number + 1));
    ShopRows rows = new ShopRows(random);
    long fresh = FIRST_NEW_KEY + number * KEYS_PER_TRANSACTION;
    // An early one of the keys so far, or one that was there at the start.
    long old =
        random.nextBoolean()
            ? random.nextLong(ORDERS_AT_START)
            : random.nextLong(FIRST_NEW_KEY, fresh + 1);
    int dice = random.nextInt(100);
    if (dice < 30) {
      return newOrder(rows, fresh, false);
    } else if (dice < 45) {
      return orderMovesOn(rows, old);
    } else if (dice < 52) {
      return manyOrdersChange(rows, old);
    } else if (dice < 60) {
      return customerPays(rows, old);
    } else if (dice < 70) {
      return stockChanges(rows, old);
    } else if (dice < 77) {
      return newCustomerAndProduct(rows, fresh);
    } else if (dice < 85) {
      return orderGoes(old);
    } else if (dice < 88) {
      return customerAndProductGo(rows, old);
    } else if (dice < 92) {
      return keysChange(rows, old, fresh);
    } else if (dice < 95) {
      return productIsMadeAnew(rows);
    } else if (dice < 98) {
      return bornAndGone(rows, fresh);
    }
    return newOrder(rows, fresh, true);
  }

  private static ShopTransaction newOrder(ShopRows rows, long id, boolean rolledBack) {
    List<List<Object>> items = new ArrayList<>();
    int count = 1 + rows.values().upTo(5);
    for (int line = 1; line <= count; line++) {
      items.add(rows.item(id, line));
    }
    return new ShopTransaction(
        List.of(Change.insert(ORDERS, List.of(rows.order(id))), Change.insert(ORDER_ITEMS, items)),
        rolledBack);
  }

  private static ShopTransaction orderMovesOn(ShopRows rows, long id) {
    ShopValues values = rows.values();
    return ShopTransaction.of(
        Change.of(
            ORDERS,
            "UPDATE shop.orders SET status = ?, paid = ?, updated_at = ? WHERE id >= ? ORDER BY id LIMIT 1",
            values.oneOf("paid", "已发货", "returned"),
            values.oneIn(2),
            values.moment(),
            id),
        Change.of(
            ORDER_ITEMS,
            "UPDATE shop.order_items SET quantity = quantity DIV 2, gift = NULL WHERE order_id = ?",
            id));
  }

  private static ShopTransaction manyOrdersChange(ShopRows rows, long id) {
    return ShopTransaction.of(
        Change.of(
            ORDERS,
            "UPDATE shop.orders SET note = ?, amount = ? WHERE id >= ? ORDER BY id LIMIT 10",
            rows.values().note(),
            rows.values().decimal(12, 2),
            id));
  }

  private static ShopTransaction customerPays(ShopRows rows, long id) {
    return ShopTransaction.of(
        Change.of(
            CUSTOMERS,
            "UPDATE shop.customers SET balance = ?, active = NOT active, email = NULL, updated_at = ?"
                + " WHERE id >= ? ORDER BY id LIMIT 2",
            rows.values().decimal(18, 4),
            rows.values().moment(),
            id));
  }

  /** Every second time of one product that everybody buys: many changes of one key. */
  private static ShopTransaction stockChanges(ShopRows rows, long number) {
    return ShopTransaction.of(
        Change.of(
            PRODUCTS,
            "UPDATE shop.products SET stock = ?, price = ?, flags = ? WHERE sku = ?",
            rows.values().upTo(1_000_000),
            rows.values().decimal(12, 2),
            rows.values().upTo(256),
            ShopRows.sku(rows.values().oneIn(2) ? 7 : number % PRODUCTS_AT_START)));
  }

  private static ShopTransaction newCustomerAndProduct(ShopRows rows, long id) {
    return ShopTransaction.of(
        Change.insert(CUSTOMERS, List.of(rows.customer(BigInteger.valueOf(id)))),
        Change.insert(PRODUCTS, List.of(rows.product(ShopRows.sku(id)))));
  }

  private static ShopTransaction orderGoes(long id) {
    return ShopTransaction.of(
        Change.of(
            ORDER_ITEMS,
            "DELETE FROM shop.order_items WHERE order_id >= ? ORDER BY order_id, line_no LIMIT 3",
            id),
        Change.of(ORDERS, "DELETE FROM shop.orders WHERE id >= ? ORDER BY id LIMIT 1", id));
  }

  private static ShopTransaction customerAndProductGo(ShopRows rows, long id) {
    return ShopTransaction.of(
        Change.of(CUSTOMERS, "DELETE FROM shop.customers WHERE id >= ? ORDER BY id LIMIT 1", id),
        Change.of(
            PRODUCTS,
            "DELETE FROM shop.products WHERE sku = ?",
            ShopRows.sku(rows.values().upTo(500))));
  }

  private static ShopTransaction keysChange(ShopRows rows, long id, long fresh) {
    return switch (rows.values().upTo(3)) {
      case 0 ->
          ShopTransaction.of(
              Change.ofKey(
                  ORDERS,
                  "UPDATE shop.orders SET id = ? WHERE id >= ? ORDER BY id LIMIT 1",
                  fresh,
                  id),
              Change.ofKey(
                  ORDER_ITEMS,
                  "UPDATE shop.order_items SET order_id = ? WHERE order_id = ?",
                  fresh,
                  id));
      case 1 ->
          ShopTransaction.of(
              Change.ofKey(
                  CUSTOMERS,
                  "UPDATE shop.customers SET id = ? WHERE id >= ? ORDER BY id LIMIT 1",
                  fresh,
                  id));
      default ->
          ShopTransaction.of(
              Change.ofKey(
                  PRODUCTS,
                  "UPDATE shop.products SET sku = ?, title = ? WHERE sku = ?",
                  ShopRows.sku(fresh),
                  rows.values().thing(),
                  ShopRows.sku(rows.values().upTo(500))));
    };
  }

  /** Deleted and inserted under the same key in one transaction. */
  private static ShopTransaction productIsMadeAnew(ShopRows rows) {
    String sku = ShopRows.sku(rows.values().upTo(PRODUCTS_AT_START));
    return ShopTransaction.of(
        Change.of(PRODUCTS, "DELETE FROM shop.products WHERE sku = ?", sku),
        Change.insert(PRODUCTS, List.of(rows.product(sku))));
  }

  private static ShopTransaction bornAndGone(ShopRows rows, long id) {
    return ShopTransaction.of(
        Change.insert(ORDERS, List.of(rows.order(id))),
        Change.of(
            ORDERS, "UPDATE shop.orders SET discount = -discount, note = '' WHERE id = ?", id),
        Change.of(ORDERS, "DELETE FROM shop.orders WHERE id = ?", id));
  }

  private static void addInserts(
      List<Change> changes, List<List<Object>> rows, CheckedTable table) {
    for (int from = 0; from < rows.size(); from += STATEMENT_ROWS) {
      changes.add(
          Change.insert(table, rows.subList(from, Math.min(rows.size(), from + STATEMENT_ROWS))));
    }
  }
}
