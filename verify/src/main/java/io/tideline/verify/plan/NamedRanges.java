package io.tideline.verify.plan;

import io.tideline.verify.range.KeyRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ranges of tables' keys in text: lines of capture's log that name chunks read a second time, among
 * any others, or {@code shop.orders:100..200}, from 100 on and before 200.
 */
public final class NamedRanges {

  private static final Pattern LOGGED =
      Pattern.compile(
          "Rows of (.+?) with \\[.*?\\] from (the first|\\[.*?\\]) to before (the end|\\[.*?\\]) may be"
              + " read a second time");
  private static final Pattern SHORT = Pattern.compile("(\\S+\\.\\S+?):(-?\\d*)\\.\\.(-?\\d*)");
  private static final Pattern NUMBER = Pattern.compile("\\[(-?\\d+)\\]");

  private NamedRanges() {}

  /**
   * By {@code database.table}; a range whose ends are no whole numbers stands for the whole table.
   *
   * @throws IllegalArgumentException when the text names none
   */
  public static Map<String, List<KeyRange>> parse(String text) {
    Map<String, List<KeyRange>> ranges = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher logged = LOGGED.matcher(line);
      Matcher brief = SHORT.matcher(line.strip());
      if (logged.find()) {
        add(ranges, logged.group(1), logged(logged.group(2), logged.group(3)));
      } else if (brief.matches()) {
        add(ranges, brief.group(1), new KeyRange(number(brief.group(2)), number(brief.group(3))));
      }
    }
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException(
          "no range: give a file with capture's log lines 'Rows of shop.orders with [id] from [1] to"
              + " before [100] may be read a second time', or shop.orders:1..100");
    }
    ranges.replaceAll((table, list) -> KeyRange.union(list));
    return ranges;
  }

  private static void add(Map<String, List<KeyRange>> ranges, String table, KeyRange range) {
    ranges.computeIfAbsent(table, name -> new ArrayList<>()).add(range);
  }

  private static KeyRange logged(String from, String to) {
    boolean open = from.equals("the first") || to.equals("the end");
    Matcher first = NUMBER.matcher(from);
    Matcher end = NUMBER.matcher(to);
    boolean known =
        (first.matches() || from.equals("the first")) && (end.matches() || to.equals("the end"));
    if (!known || open && !first.matches() && !end.matches()) {
      return KeyRange.ALL;
    }
    return new KeyRange(
        first.matches() ? new BigInteger(first.group(1)) : null,
        end.matches() ? new BigInteger(end.group(1)) : null);
  }

  private static BigInteger number(String digits) {
    return digits.isEmpty() ? null : new BigInteger(digits);
  }
}
