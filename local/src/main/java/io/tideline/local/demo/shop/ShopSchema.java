package io.tideline.local.demo.shop;

import static io.tideline.local.demo.verification.Column.of;
import static io.tideline.local.demo.verification.ColumnType.BITS;
import static io.tideline.local.demo.verification.ColumnType.BOOLEAN;
import static io.tideline.local.demo.verification.ColumnType.BYTES;
import static io.tideline.local.demo.verification.ColumnType.DATE;
import static io.tideline.local.demo.verification.ColumnType.DATETIME;
import static io.tideline.local.demo.verification.ColumnType.DECIMAL_12_2;
import static io.tideline.local.demo.verification.ColumnType.DECIMAL_18_4;
import static io.tideline.local.demo.verification.ColumnType.DECIMAL_5_4;
import static io.tideline.local.demo.verification.ColumnType.DOUBLE;
import static io.tideline.local.demo.verification.ColumnType.FLOAT;
import static io.tideline.local.demo.verification.ColumnType.INTEGER;
import static io.tideline.local.demo.verification.ColumnType.TEXT;
import static io.tideline.local.demo.verification.ColumnType.TIME;
import static io.tideline.local.demo.verification.ColumnType.TIMESTAMP;
import static io.tideline.local.demo.verification.ColumnType.UNSIGNED_BIGINT;
import static io.tideline.local.demo.verification.ColumnType.YEAR;

import io.tideline.local.demo.verification.CheckedTable;
import java.util.List;

/** The tables of the shop: how the database makes them, and as what they are compared. */
public final class ShopSchema {

  public static final CheckedTable CUSTOMERS =
      new CheckedTable(
          "shop",
          "customers",
          1,
          List.of(
              of("id", UNSIGNED_BIGINT),
              of("name", TEXT),
              of("email", TEXT),
              of("gender", TEXT),
              of("birthday", DATE),
              of("balance", DECIMAL_18_4),
              of("tags", TEXT),
              of("profile", TEXT),
              of("avatar", BYTES),
              of("active", BOOLEAN),
              of("created_at", TIMESTAMP),
              of("updated_at", DATETIME)));

  public static final CheckedTable PRODUCTS =
      new CheckedTable(
          "shop",
          "products",
          1,
          List.of(
              of("sku", TEXT),
              of("title", TEXT),
              of("description", TEXT),
              of("price", DECIMAL_12_2),
              of("weight", FLOAT),
              of("rating", DOUBLE),
              of("stock", INTEGER),
              of("flags", BITS),
              of("released", YEAR),
              of("opens_at", TIME)));

  public static final CheckedTable ORDERS =
      new CheckedTable(
          "shop",
          "orders",
          1,
          List.of(
              of("id", INTEGER),
              of("customer_id", UNSIGNED_BIGINT),
              of("status", TEXT),
              of("amount", DECIMAL_12_2),
              of("discount", DECIMAL_5_4),
              of("paid", BOOLEAN),
              of("note", TEXT),
              of("placed_at", DATETIME),
              of("updated_at", TIMESTAMP)));

  public static final CheckedTable ORDER_ITEMS =
      new CheckedTable(
          "shop",
          "order_items",
          2,
          List.of(
              of("order_id", INTEGER),
              of("line_no", INTEGER),
              of("sku", TEXT),
              of("quantity", INTEGER),
              of("unit_price", DECIMAL_12_2),
              of("serial", UNSIGNED_BIGINT),
              of("gift", INTEGER)));

  public static final List<CheckedTable> TABLES = List.of(CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);

  /** No foreign keys: a row that a cascade removes is not in the row log. */
  public static final List<String> STATEMENTS =
      List.of(
          "CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
          """
          CREATE TABLE IF NOT EXISTS shop.customers (
            id         BIGINT UNSIGNED PRIMARY KEY,
            name       VARCHAR(100) NOT NULL,
            email      VARCHAR(200),
            gender     ENUM('f', 'm', 'x'),
            birthday   DATE,
            balance    DECIMAL(18, 4) NOT NULL,
            tags       SET('vip', 'new', 'risk'),
            profile    JSON,
            avatar     VARBINARY(64),
            active     BOOLEAN NOT NULL,
            created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
            updated_at DATETIME(6) NOT NULL
          )""",
          """
          CREATE TABLE IF NOT EXISTS shop.products (
            sku         VARCHAR(40) PRIMARY KEY,
            title       VARCHAR(200) NOT NULL,
            description TEXT,
            price       DECIMAL(12, 2) NOT NULL,
            weight      FLOAT NOT NULL,
            rating      DOUBLE,
            stock       INT UNSIGNED NOT NULL,
            flags       BIT(8) NOT NULL,
            released    YEAR NOT NULL,
            opens_at    TIME(3) NOT NULL
          )""",
          """
          CREATE TABLE IF NOT EXISTS shop.orders (
            id          BIGINT PRIMARY KEY,
            customer_id BIGINT UNSIGNED NOT NULL,
            status      VARCHAR(20) NOT NULL,
            amount      DECIMAL(12, 2) NOT NULL,
            discount    DECIMAL(5, 4),
            paid        BOOLEAN NOT NULL,
            note        TEXT,
            placed_at   DATETIME(3) NOT NULL,
            updated_at  TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
          )""",
          """
          CREATE TABLE IF NOT EXISTS shop.order_items (
            order_id   BIGINT NOT NULL,
            line_no    SMALLINT NOT NULL,
            sku        VARCHAR(40) NOT NULL,
            quantity   MEDIUMINT NOT NULL,
            unit_price DECIMAL(12, 2) NOT NULL,
            serial     BIGINT UNSIGNED NOT NULL,
            gift       TINYINT,
            PRIMARY KEY (order_id, line_no)
          )""");

  private ShopSchema() {}
}
