package io.tideline.tests.testkit;

import java.util.Arrays;
import java.util.List;

/** Events of the table shop.orders, as capture writes them into the topic. */
public final class ShopOrders {

  private ShopOrders() {}

  /**
   * @param id of the event
   * @param key of the row
   * @param before {@link #image}, or null; like {@code after}
   * @param offset where it stands in the log
   */
  public static List<String> event(
      String id, String op, int key, String before, String after, int offset) {
    return Arrays.asList(
        id,
        op,
        "shop-db",
        "shop",
        "orders",
        "2026-11-23T15:00:00Z",
        "{\"id\":" + key + "}",
        before,
        after,
        String.format("0001-00000001-%012d-0000000-0", offset),
        null);
  }

  /**
   * @param amount as JSON
   */
  public static String image(int id, String amount, String note) {
    return String.format(
        "{\"id\":%d,\"customer_id\":18446744073709551615,\"status\":\"new\",\"amount\":%s,"
            + "\"discount\":null,\"paid\":0,\"note\":\"%s\",\"placed_at\":\"2026-11-23 15:00:00.123\","
            + "\"updated_at\":\"2026-11-23 15:00:00.123456Z\"}",
        id, amount, note);
  }
}
