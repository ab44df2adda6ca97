package io.tideline.local.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.local.database.LocalDatabase;
import io.tideline.local.demo.verification.CheckedTable;
import io.tideline.local.demo.verification.TableResult;
import io.tideline.local.demo.verification.Verification;
import io.tideline.local.demo.verification.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop in a real database, its files made by hand: right ones agree, wrong ones do not. */
class ShopVerificationTest {

  private static final String ORDER_1 =
      "e1,INSERT,0001-00000001-000000000100-0000001-0,2026-11-23 15:00:00.000Z,"
          + "1,18446744073709551615,new,12.50,,true,\"\",2026-01-02 03:04:05.678,2026-01-02 03:04:05.123456Z";
  private static final String ORDER_2 =
      "e2,READ,0001-00000001-000000000100-0000000-0,2026-11-23 15:00:00.000Z,"
          + "2,0,paid,-0.01,-9.9999,false,\"a \"\"b\"\",\n\\你好 😀\",2026-01-02 03:04:05.000,2026-01-02 03:04:05.000000Z";
  private static final String ORDER_3_GONE =
      "e4,DELETE,0001-00000001-000000000300-0000001-0,2026-11-23 15:00:00.000Z,"
          + "3,0,paid,1.00,,false,,2026-01-02 03:04:05.000,2026-01-02 03:04:05.000000Z";
  private static final String ORDER_3 =
      ORDER_3_GONE.replace("e4,DELETE", "e3,INSERT").replace("000000000300", "000000000200");
  private static final String HEADER =
      "_event_id,_op,_position,_event_time,id,customer_id,status,amount,discount,paid,note,"
          + "placed_at,updated_at";

  @TempDir static Path data;
  private static LocalDatabase database;
  private static Connection connection;

  @TempDir Path output;

  @BeforeAll
  static void start() throws Exception {
    database = LocalDatabase.start(data, 0, "secret");
    connection = database.connect();
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    database.close();
  }

  @BeforeEach
  void twoOrders() throws Exception {
    execute("DROP DATABASE IF EXISTS shop");
    execute("DROP DATABASE IF EXISTS demo");
    for (String sql : ShopSchema.STATEMENTS) {
      execute(sql);
    }
    execute("SET time_zone = '+00:00'");
    execute(
        "INSERT INTO shop.orders VALUES"
            + " (1, 18446744073709551615, 'new', 12.50, NULL, TRUE, '',"
            + " '2026-01-02 03:04:05.678', '2026-01-02 03:04:05.123456'),"
            + " (2, 0, 'paid', -0.01, -9.9999, FALSE, 'a \"b\",\\n\\\\你好 😀',"
            + " '2026-01-02 03:04:05', '2026-01-02 03:04:05')");
  }

  @Test
  void filesThatTellEveryChangeAgree() throws Exception {
    csv(ORDER_1, ORDER_2, ORDER_3, ORDER_3_GONE);

    TableResult result = check(4);

    assertThat(result.differences()).isEmpty();
    assertThat(result.agrees()).isTrue();
    assertThat(result.rowsInDatabase()).isEqualTo(2);
    assertThat(result.rowsRebuilt()).isEqualTo(2);
  }

  @Test
  void aMissingRowIsFound() throws Exception {
    csv(ORDER_1, ORDER_3, ORDER_3_GONE);

    TableResult result = check(4);

    assertThat(result.agrees()).isFalse();
    assertThat(result.missing()).isEqualTo(1);
    assertThat(result.differences())
        .singleElement()
        .hasToString("orders id=2 is in the database, but not in the files");
  }

  @Test
  void aMissingEventIsFoundEvenWhereTheRowsAgree() throws Exception {
    csv(ORDER_1, ORDER_2);

    TableResult result = check(4);

    assertThat(result.differingRows()).isZero();
    assertThat(result.missing()).isEqualTo(2);
    assertThat(result.agrees()).isFalse();
  }

  @Test
  void anEventTooManyIsFound() throws Exception {
    csv(ORDER_1, ORDER_2, ORDER_3, ORDER_3_GONE);

    TableResult result = check(2);

    assertThat(result.agrees()).isFalse();
    assertThat(new VerificationReport(List.of(result)).toString())
        .contains("orders: 2 events more than the database made", "DIFFERS");
  }

  @Test
  void aDuplicateIsFound() throws Exception {
    csv(ORDER_1, ORDER_2, ORDER_2);

    TableResult result = check(2);

    assertThat(result.duplicates()).isEqualTo(1);
    assertThat(result.agrees()).isFalse();
  }

  @Test
  void aLostDeleteIsFound() throws Exception {
    csv(ORDER_1, ORDER_2, ORDER_3);

    TableResult result = check(3);

    assertThat(result.agrees()).isFalse();
    assertThat(result.differences())
        .singleElement()
        .hasToString("orders id=3 is in the files, but not in the database");
  }

  @Test
  void aValueThatChangedOnItsWayIsFoundInEveryColumn() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"12.50", "12.51", "amount"},
          {"18446744073709551615", "18446744073709551614", "customer_id"},
          {"new", "New", "status"},
          {"12.50,,", "12.50,0,", "discount"},
          {"true", "false", "paid"},
          {"\"\"", "", "note"},
          {".678", ".679", "placed_at"},
          {".123456Z", ".123457Z", "updated_at"}
        }) {
      csv(ORDER_1.replace(wrong[0], wrong[1]), ORDER_2);

      TableResult result = check(2);

      assertThat(result.agrees()).as(wrong[2]).isFalse();
      assertThat(result.differences()).singleElement().asString().contains("id=1 " + wrong[2]);
    }
  }

  @Test
  void theNewestPositionIsHowTheRowStandsWhateverTheOrderOfTheFiles() throws Exception {
    String older = ORDER_1.replace("e1", "e0").replace("000000000100", "000000000099");
    csv(ORDER_1, older.replace("12.50", "1.00"), ORDER_2);

    assertThat(check(3).agrees()).isTrue();
  }

  @Test
  void everyValueOfTheShopComparesInEveryFormat() throws Exception {
    execute("DROP DATABASE shop");
    try (ShopDatabase shop = new ShopDatabase(database.connect())) {
      shop.create(7);
    }
    // As the demo does, on another connection than the one that made the shop.
    try (ShopDatabase shop = new ShopDatabase(database.connect())) {
      ShopTransactions transactions = new ShopTransactions(shop.seed());
      for (long number = 0; number < 300; number++) {
        shop.apply(number, transactions.transaction(number));
      }
      assertThat(shop.nextTransaction()).isEqualTo(300);
      assertThat(shop.events()).isGreaterThan(shop.initialEvents() + 300);
    }

    List<TableResult> results = new ArrayList<>();
    for (CheckedTable table : ShopSchema.TABLES) {
      for (String suffix : List.of("json", "csv", "parquet")) {
        Path file = output.resolve(suffix).resolve(table + "/" + nameOf(table, suffix));
        Files.createDirectories(file.getParent());
        long rows = new WrittenTable(table, connection).write(file);
        results.add(new Verification(output.resolve(suffix), connection).check(table, rows));
      }
    }

    assertThat(results).allSatisfy(result -> assertThat(result.differences()).isEmpty());
    assertThat(new VerificationReport(results).agrees()).isTrue();
    assertThat(results).allMatch(result -> result.rowsInDatabase() > 400);
  }

  @Test
  void aParquetFileWithAnotherTypeIsRefused() throws Exception {
    csv(ORDER_1, ORDER_2);
    Path csv = output.resolve(nameOf(ShopSchema.ORDERS, "csv"));
    Path parquet = output.resolve(nameOf(ShopSchema.ORDERS, "parquet"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("COPY (SELECT * FROM read_csv('" + csv + "')) TO '" + parquet + "'");
    }
    Files.delete(csv);

    assertThatThrownBy(() -> check(2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of shop.orders is")
        .hasMessageContaining("in the Parquet files, not");
  }

  @Test
  void dataInProgressIsNotReadAsAFile() throws Exception {
    csv(ORDER_1, ORDER_2);
    Files.writeString(output.resolve(".shop_orders_20261123150000_0-1.csv.inprogress"), "half a l");

    assertThat(check(2).agrees()).isTrue();
  }

  private TableResult check(long expectedEvents) throws Exception {
    return new Verification(output, connection).check(ShopSchema.ORDERS, expectedEvents);
  }

  private void csv(String... lines) throws IOException {
    Files.writeString(
        output.resolve(nameOf(ShopSchema.ORDERS, "csv")),
        HEADER + "\n" + String.join("\n", lines) + "\n");
  }

  private static String nameOf(CheckedTable table, String suffix) {
    return table.database() + "_" + table.name() + "_20261123150000_0-0." + suffix;
  }

  private static void execute(String sql) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
