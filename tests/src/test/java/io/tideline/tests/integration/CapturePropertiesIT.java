package io.tideline.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideline.tests.testkit.CaptureJob;
import io.tideline.tests.testkit.Event;
import io.tideline.tests.testkit.LogProxy;
import io.tideline.tests.testkit.ShopTable;
import io.tideline.tests.testkit.ShopTable.Expected;
import io.tideline.tests.testkit.ShopTable.Value;
import io.tideline.tests.testkit.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any changes of any tables, captured from a real database by jobs that run through all tries. */
class CapturePropertiesIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Set<String> IDS = new HashSet<>();

  private static TestDatabase database;
  private static LogProxy proxy;
  private static CaptureJob job;
  private static CaptureJob again;
  private static CaptureJob broken;
  private static int tries;
  private static int breaks;

  /** Two jobs that read the same, from one savepoint on, and one whose connection is not safe. */
  @BeforeContainer
  static void start() throws Exception {
    database = TestDatabase.start();
    Map<String, String> options = CaptureJob.options(database, database.newSchema());
    database.execute("CREATE TABLE beats (id INT PRIMARY KEY)");
    database.execute("INSERT INTO beats VALUES (0)");
    Path directory = Files.createTempDirectory("tideline-savepoint");
    String savepoint;
    try (CaptureJob first = CaptureJob.start(options)) {
      await().atMost(LONG).until(() -> first.all().size() >= 2);
      savepoint = first.savepoint(directory);
    }
    job = CaptureJob.startFrom(savepoint, options);
    again = CaptureJob.startFrom(savepoint, options);
    proxy = new LogProxy(Integer.parseInt(options.get("port")));
    options.put("port", Integer.toString(proxy.port()));
    options.put("debezium.connect.keep.alive.interval.ms", "100");
    broken = CaptureJob.startFrom(savepoint, options);
    database.execute("INSERT INTO beats VALUES (1)");
    for (CaptureJob each : List.of(job, again, broken)) {
      await().atMost(LONG).until(() -> !each.events().isEmpty());
    }
  }

  @AfterContainer
  static void stop() throws Exception {
    for (CaptureJob each : List.of(job, again, broken)) {
      each.close();
    }
    proxy.close();
    database.stop();
  }

  /**
   * P1, P2: every INSERT, UPDATE and DELETE that is committed is captured within 5 s, in its order,
   * with its whole row before and after; P39: a change has one name, whoever reads it, and no other
   * has it.
   */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void everyCommittedChangeIsCapturedWholeAndNamedOnce(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 6) int columns,
      @ForAll @IntRange(min = 1, max = 12) int steps)
      throws Exception {
    List<Kind> kinds =
        random
            .ints(columns, 0, Kind.values().length)
            .mapToObj(i -> Kind.values()[i])
            .collect(Collectors.toList());
    ShopTable table =
        new ShopTable(
            database,
            "any_" + tries++,
            kinds.stream().map(kind -> kind.type).collect(Collectors.toList()));
    for (int i = 0; i < steps; i++) {
      step(table, kinds, random);
    }
    int owed = table.expected().size();
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(of(table, job)).hasSizeGreaterThanOrEqualTo(owed));
    List<Event> events = of(table, job);
    assertThat(events.stream().map(CapturePropertiesIT::content))
        .containsExactlyElementsOf(table.expected());
    assertThat(IDS.addAll(ids(events)) || events.isEmpty()).isTrue();
    assertThat(new HashSet<>(ids(events))).hasSize(owed);
    assertThat(IDS).hasSize(total += owed);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(ids(of(table, again))).isEqualTo(ids(events)));
  }

  private static int total;

  /** P5: after a break the connection is back within 30 s by itself, and nothing was missed. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void aBrokenConnectionComesBackByItself(@ForAll @IntRange(max = 300) int millis)
      throws Exception {
    int key = 2 + breaks++;
    Thread.sleep(millis);
    proxy.cut();
    database.execute("INSERT INTO beats VALUES (" + key + ")");
    String expected = "{\"id\":" + key + "}";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                broken.events().stream()
                    .anyMatch(
                        event -> event.table().equals("beats") && event.key().equals(expected)));
  }

  private static void step(ShopTable table, List<Kind> kinds, Random random) throws SQLException {
    switch (random.nextInt(4)) {
      case 0:
        table.rolledBack(() -> statements(table, kinds, random));
        break;
      case 1:
        table.committed(() -> statements(table, kinds, random));
        break;
      default:
        statement(table, kinds, random);
    }
  }

  private static void statements(ShopTable table, List<Kind> kinds, Random random)
      throws SQLException {
    for (int i = random.nextInt(5); i >= 0; i--) {
      statement(table, kinds, random);
    }
  }

  private static void statement(ShopTable table, List<Kind> kinds, Random random)
      throws SQLException {
    int key = random.nextInt(40);
    switch (random.nextInt(5)) {
      case 0:
        int column = random.nextInt(kinds.size());
        table.update(column, kinds.get(column).value(random), key);
        break;
      case 1:
        table.changeKey(key, random.nextInt(40));
        break;
      case 2:
        table.delete(key, key + random.nextInt(8));
        break;
      default:
        List<Integer> keys =
            random.ints(1 + random.nextInt(8), 0, 40).boxed().collect(Collectors.toList());
        List<List<Value>> rows = new ArrayList<>();
        keys.forEach(
            id ->
                rows.add(
                    kinds.stream().map(kind -> kind.value(random)).collect(Collectors.toList())));
        table.insert(keys, rows);
    }
  }

  /** A type, and how its values look in SQL and in an event. */
  private enum Kind {
    WHOLE("INT") {
      @Override
      Value some(Random random) {
        String text = Integer.toString(random.nextInt());
        return new Value(text, text);
      }
    },
    HUGE("BIGINT UNSIGNED") {
      @Override
      Value some(Random random) {
        String text = new BigInteger(64, random).toString();
        return new Value(text, text);
      }
    },
    MONEY("DECIMAL(30,10)") {
      @Override
      Value some(Random random) {
        String text =
            new BigDecimal(new BigInteger(90, random).subtract(BigInteger.TWO.pow(89)), 10)
                .toPlainString();
        return new Value(text, text);
      }
    },
    TEXT("VARCHAR(40) CHARACTER SET utf8mb4") {
      @Override
      Value some(Random random) {
        String text =
            random
                .ints(random.nextInt(20), 0, LETTERS.codePointCount(0, LETTERS.length()))
                .map(i -> LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, i)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new Value("'" + text + "'", "\"" + text + "\"");
      }
    },
    BYTES("VARBINARY(20)") {
      @Override
      Value some(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        StringBuilder hex = new StringBuilder("x'");
        for (byte b : bytes) {
          hex.append(String.format("%02x", b));
        }
        return new Value(
            hex.append('\'').toString(), "\"" + Base64.getEncoder().encodeToString(bytes) + "\"");
      }
    },
    SPAN("TIME(3)") {
      @Override
      Value some(Random random) {
        String text =
            String.format(
                "%s%02d:%02d:%02d.%03d",
                random.nextBoolean() ? "" : "-",
                random.nextBoolean() ? 0 : random.nextInt(838),
                1 + random.nextInt(59),
                random.nextBoolean() ? 0 : random.nextInt(60),
                random.nextBoolean() ? 0 : random.nextInt(1_000));
        return new Value("'" + text + "'", "\"" + text + "\"");
      }
    },
    MOMENT("DATETIME(6)") {
      @Override
      Value some(Random random) {
        String text =
            String.format(
                "%04d-%02d-%02d %02d:%02d:%02d.%06d",
                1000 + random.nextInt(9000),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1_000_000));
        return new Value("'" + text + "'", "\"" + text + "\"");
      }
    },
    FLAGS("BIT(33)") {
      @Override
      Value some(Random random) {
        String text = Long.toString(random.nextLong() >>> 31);
        return new Value(text, text);
      }
    };

    private static final String LETTERS = "abc XYZ019äß中文🌊";

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    abstract Value some(Random random);

    Value value(Random random) {
      return random.nextInt(6) == 0 ? new Value("NULL", "null") : some(random);
    }
  }

  private static List<Event> of(ShopTable table, CaptureJob job) {
    return job.events().stream()
        .filter(event -> event.table().equals(table.name()))
        .collect(Collectors.toList());
  }

  private static Expected content(Event event) {
    return new Expected(event.op(), event.key(), event.before(), event.after());
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).collect(Collectors.toList());
  }
}
