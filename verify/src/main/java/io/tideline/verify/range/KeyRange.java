package io.tideline.verify.range;

import static java.util.Comparator.naturalOrder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows whose key's first column is from a number on and before another.
 *
 * @param from the first that is in it; null for all from the beginning
 * @param to the first that is not in it; null for all to the end
 */
public record KeyRange(BigInteger from, BigInteger to) {

  public static final KeyRange ALL = new KeyRange(null, null);

  public KeyRange {
    if (from != null && to != null && from.compareTo(to) >= 0) {
      throw new IllegalArgumentException("no key is from " + from + " to before " + to);
    }
  }

  public boolean contains(BigInteger key) {
    return (from == null || key.compareTo(from) >= 0) && (to == null || key.compareTo(to) < 0);
  }

  /**
   * The two parts before and from the middle of the keys that are in it, with its own ends.
   *
   * @param least of the keys that are in it
   * @param greatest of them, another than the least
   */
  public List<KeyRange> halves(BigInteger least, BigInteger greatest) {
    if (least.compareTo(greatest) >= 0) {
      throw new IllegalArgumentException("the keys from " + least + " to " + greatest + " are one");
    }
    BigInteger middle = least.add(greatest).shiftRight(1).add(BigInteger.ONE);
    return List.of(new KeyRange(from, middle), new KeyRange(middle, to));
  }

  /** Ranges that hold what these do, in ascending order, and no key twice. */
  public static List<KeyRange> union(List<KeyRange> ranges) {
    List<KeyRange> ascending = new ArrayList<>(ranges);
    ascending.sort(Comparator.comparing(KeyRange::from, Comparator.nullsFirst(naturalOrder())));
    List<KeyRange> union = new ArrayList<>();
    for (KeyRange range : ascending) {
      KeyRange last = union.isEmpty() ? null : union.get(union.size() - 1);
      boolean apart =
          last == null
              || last.to != null && range.from != null && range.from.compareTo(last.to) > 0;
      if (apart) {
        union.add(range);
      } else {
        BigInteger to = last.to == null || range.to == null ? null : last.to.max(range.to);
        union.set(union.size() - 1, new KeyRange(last.from, to));
      }
    }
    return union;
  }

  @Override
  public String toString() {
    return (from == null ? "the first" : from.toString())
        + " to "
        + (to == null ? "the last" : "before " + to);
  }
}
