package io.tideline.runner.configuration;

import io.tideline.runner.configuration.type.Address;
import io.tideline.runner.configuration.type.Choice;
import io.tideline.runner.configuration.type.Decimal;
import io.tideline.runner.configuration.type.Host;
import io.tideline.runner.configuration.type.Location;
import io.tideline.runner.configuration.type.Name;
import io.tideline.runner.configuration.type.ParameterType;
import io.tideline.runner.configuration.type.RegularExpressions;
import io.tideline.runner.configuration.type.SecretReference;
import io.tideline.runner.configuration.type.Size;
import io.tideline.runner.configuration.type.Text;
import io.tideline.runner.configuration.type.TimeSpan;
import io.tideline.runner.configuration.type.TimeZone;
import io.tideline.runner.configuration.type.WholeNumber;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Values for parameters, made from their descriptions: right ones, and all manner of wrong ones.
 */
public final class ParameterValues {

  private static final Map<String, Long> MILLIS =
      ordered("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      ordered("kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30, "tb", 1L << 40);

  private ParameterValues() {}

  /** Values that are right by themselves. Two locations never overlap. */
  public static Arbitrary<String> right(Parameter parameter) {
    ParameterType type = parameter.type();
    if (type instanceof Text) {
      return Arbitraries.strings()
          .withCharRange(' ', '~')
          .withChars('é', '上', '\n', '\t', '\u2028')
          .ofMinLength(1)
          .ofMaxLength(12)
          .filter(text -> !text.isBlank());
    }
    if (type instanceof Name) {
      return word("abcXYZ019_-", 1, 128);
    }
    if (type instanceof Host) {
      return Arbitraries.oneOf(
          word("abz019", 1, 8).map(word -> word + ".ex-am_ple"), Arbitraries.just("[::1]"));
    }
    if (type instanceof Address) {
      return Combinators.combine(
              Arbitraries.of("http", "https"),
              word("abc9", 1, 9),
              Arbitraries.of("", ":1", "/", ":65535/x"))
          .as((scheme, host, end) -> scheme + "://" + host + end);
    }
    if (type instanceof WholeNumber number) {
      return Arbitraries.oneOf(
              Arbitraries.of(number.least(), number.greatest()),
              Arbitraries.integers().between(number.least(), number.greatest()))
          .map(String::valueOf);
    }
    if (type instanceof Decimal decimal) {
      return Arbitraries.bigDecimals()
          .between(decimal.least(), decimal.greatest())
          .ofScale(3)
          .map(BigDecimal::toPlainString);
    }
    if (type instanceof TimeSpan span) {
      return quantity(MILLIS, span.least().toMillis(), span.greatest().toMillis());
    }
    if (type instanceof Size size) {
      return quantity(BYTES, size.least().getBytes(), size.greatest().getBytes());
    }
    if (type instanceof Location) {
      return Combinators.combine(
              Arbitraries.of("/data/", "", "a b/", "s3://bucket/", "file:///data/"),
              word("abc9", 1, 5))
          .as((begin, end) -> begin + parameter.path() + "/" + end);
    }
    if (type instanceof Choice choice) {
      return Arbitraries.of(choice.words());
    }
    if (type instanceof RegularExpressions) {
      return Arbitraries.of("shop", "shop\\..*", "(a|b)\\.[a-z]+", "x\\d{2}", "#1: 'q' \"p\"")
          .list()
          .ofMinSize(1)
          .ofMaxSize(3)
          .map(list -> String.join(",", list));
    }
    if (type instanceof TimeZone) {
      return Arbitraries.oneOf(
          Arbitraries.of(ZoneId.getAvailableZoneIds()),
          Arbitraries.of("+08:00", "-03:30", "+18:00"));
    }
    return Arbitraries.oneOf(
        word("ABC_", 1, 9).map(SecretReference::toEnvironment),
        word("abc. ", 1, 9).map(path -> SecretReference.toFile("/run/" + path + "x")));
  }

  /** Values that no parameter of this description can have. */
  public static Arbitrary<String> wrong(Parameter parameter) {
    ParameterType type = parameter.type();
    List<String> values = new ArrayList<>(List.of("", " ", "\t"));
    if (!(parameter.isSecret())) {
      values.add("${env:OTHER}");
      values.add("${file:/run/other}");
    }
    if (type instanceof Name) {
      values.addAll(List.of("a b", "a/b", "a.b", "ä", "x".repeat(129)));
    } else if (type instanceof Host) {
      values.addAll(List.of("http://x", "x:3306", "a b", "-x", "x/y", "::1"));
    } else if (type instanceof Address) {
      values.addAll(
          List.of(
              "hub",
              "ftp://hub",
              "http://",
              "http://h:65536",
              "http://u:p@h",
              "http://h h",
              "http:h"));
    } else if (type instanceof WholeNumber number) {
      values.add(Long.toString(number.least() - 1L));
      values.add(Long.toString(number.greatest() + 1L));
      values.addAll(List.of("many", "1.5", "1e1", "0x1", "٣", "99999999999999999999", "1 2"));
    } else if (type instanceof Decimal decimal) {
      values.add(decimal.least().subtract(new BigDecimal("0.001")).toPlainString());
      values.add(decimal.greatest().add(new BigDecimal("0.001")).toPlainString());
      values.addAll(List.of("much", "1,5", "NaN", "1e0", "½"));
    } else if (type instanceof TimeSpan span) {
      values.addAll(List.of("10", "soon", "5 parsecs", "-1 s", "1.5 s", "99999999999999999 d"));
      values.add(span.greatest().toMillis() + 1 + " ms");
      if (!span.least().isZero()) {
        values.add(span.least().toNanos() - 1 + " ns");
      }
    } else if (type instanceof Size size) {
      values.addAll(List.of("1024", "big", "5 bits", "-1 mb", "1.5 gb", "9999999999 tb"));
      values.add(size.greatest().getBytes() + 1 + " b");
      values.add(size.least().getBytes() - 1 + " b");
    } else if (type instanceof Location) {
      values.addAll(List.of("~/data", "/data/${env:USER}", "/a\nb", "s3:bucket"));
    } else if (type instanceof Choice choice) {
      choice.words().forEach(word -> values.addAll(List.of(word + "x", word.toUpperCase())));
    } else if (type instanceof RegularExpressions) {
      values.addAll(List.of("(", "[a", "a{1,2}", "a,,b", "*", "ok,"));
    } else if (type instanceof TimeZone) {
      values.addAll(List.of("Mars/Base", "+25:00", "8", "utc", "GMT+99"));
    } else if (parameter.isSecret()) {
      values.addAll(
          List.of(
              "hush-1", "${env:}", "${file:}", "${env:A B}", "${env:hush-1}", "${vault:hush-1}"));
    }
    return Arbitraries.of(values);
  }

  private static Arbitrary<String> word(String letters, int least, int most) {
    return Arbitraries.strings().withChars(letters).ofMinLength(least).ofMaxLength(most);
  }

  private static Arbitrary<String> quantity(Map<String, Long> units, long least, long greatest) {
    List<Arbitrary<String>> values = new ArrayList<>();
    units.forEach(
        (unit, factor) -> {
          long from = (least + factor - 1) / factor;
          long to = greatest / factor;
          if (from <= to) {
            values.add(
                Combinators.combine(
                        Arbitraries.longs().between(from, to), Arbitraries.of(" ", "", "  "))
                    .as((amount, blank) -> amount + blank + unit));
          }
        });
    return Arbitraries.oneOf(values);
  }

  private static Map<String, Long> ordered(Object... entries) {
    Map<String, Long> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], (Long) entries[i + 1]);
    }
    return map;
  }
}
