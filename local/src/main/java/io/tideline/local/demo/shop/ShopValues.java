package io.tideline.local.demo.shop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Values of the shop's columns, drawn from a random generator: mostly what a shop has, and often
 * enough what breaks pipelines: limits, quotes, line ends, emoji, the empty string next to NULL.
 */
final class ShopValues {

  static final BigInteger MAX_UNSIGNED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static final List<String> NAMES =
      List.of(
          "王小明",
          "李娜",
          "Zoë Müller",
          "O'Brien",
          "陈\"阿强\"",
          "Иван",
          "山田 太郎",
          "Ann, Jr.",
          "👩‍💻 Ada",
          "ne\\o");
  private static final List<String> THINGS =
      List.of(
          "茶杯",
          "Teapot",
          "手机壳 📱",
          "Lamp \"Luna\"",
          "Räucherstäbchen",
          "笔记本, A5",
          "Café 12\" tray",
          "雨伞☂");
  private static final List<String> NOTES =
      List.of(
          "",
          "请在下午三点后送货,谢谢!",
          "line one\nline two\r\nline three",
          "\"quoted\", and, commas",
          "C:\\temp\\new \\n is not a line end",
          "tab\there, emoji 🎁🚀, and 𠮷",
          " spaces around ",
          "null",
          "{\"not\":\"parsed\"}",
          "'; DROP TABLE orders; --");
  private static final LocalDateTime START = LocalDateTime.of(2020, 1, 1, 0, 0);
  private static final long TEN_YEARS_OF_MICROS = 10L * 365 * 86_400 * 1_000_000;

  private final RandomGenerator random;

  ShopValues(RandomGenerator random) {
    this.random = random;
  }

  /** One value in {@code n} is true, on average. */
  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  int upTo(int exclusive) {
    return random.nextInt(exclusive);
  }

  <T> T orNull(T value) {
    return oneIn(6) ? null : value;
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  String name() {
    return pick(NAMES) + " " + random.nextInt(1000);
  }

  String thing() {
    return pick(THINGS) + " " + random.nextInt(1000);
  }

  String note() {
    return pick(NOTES);
  }

  String email() {
    return oneIn(8) ? "" : "user" + random.nextInt(100_000) + "@例子.example";
  }

  String json() {
    return "{\"lang\":\"%s\",\"note\":\"a \\\"b\\\" \\\\ \\n 你好 😀\",\"points\":%d,\"none\":null}"
        .formatted(oneOf("zh", "en", "de"), random.nextInt(1000));
  }

  byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A decimal of that many digits in all and behind the point; its limits and zero come up too. */
  BigDecimal decimal(int digits, int scale) {
    BigInteger limit = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
    BigInteger unscaled =
        switch (random.nextInt(12)) {
          case 0 -> limit;
          case 1 -> limit.negate();
          case 2 -> BigInteger.ZERO;
          case 3 -> BigInteger.ONE.negate();
          default -> BigInteger.valueOf(random.nextLong(1_000_000));
        };
    return new BigDecimal(unscaled.min(limit), scale);
  }

  /** At most six digits: a database shows no more of a FLOAT, though it keeps more. */
  float floating() {
    return oneIn(10)
        ? 0f
        : new BigDecimal(random.nextInt(-999_999, 1_000_000))
            .movePointLeft(random.nextInt(6))
            .floatValue();
  }

  double doubled() {
    return switch (random.nextInt(8)) {
      case 0 -> 0d;
      case 1 -> 1.7976931348623157e308;
      case 2 -> -2.2250738585072014e-308;
      case 3 -> 0.1 + 0.2;
      default -> random.nextDouble() * 5;
    };
  }

  BigInteger unsigned() {
    return switch (random.nextInt(6)) {
      case 0 -> MAX_UNSIGNED;
      case 1 -> BigInteger.ZERO;
      case 2 -> BigInteger.ONE.shiftLeft(63);
      default -> BigInteger.valueOf(random.nextLong(Long.MAX_VALUE));
    };
  }

  LocalDate date() {
    return LocalDate.of(1900, 1, 1).plusDays(random.nextInt(50_000));
  }

  LocalTime time() {
    return switch (random.nextInt(6)) {
      case 0 -> LocalTime.MIDNIGHT;
      case 1 -> LocalTime.of(23, 59, 59, 999_000_000);
      default -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L);
    };
  }

  /** Of the years 2020 to 2029, to the microsecond. */
  LocalDateTime moment() {
    LocalDateTime moment = START.plus(random.nextLong(TEN_YEARS_OF_MICROS), ChronoUnit.MICROS);
    return oneIn(6) ? moment.truncatedTo(ChronoUnit.SECONDS) : moment;
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
