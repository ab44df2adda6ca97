package io.tideline.tests.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The samples of one piece of work, by who did it; first whom the others are compared with. Prints
 * medians.
 */
final class Report {

  private final String work;
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  Report(String work) {
    this.work = work;
  }

  /**
   * @param unit what is counted
   * @param base who comes first in each report
   */
  static void header(String unit, String base) {
    System.out.printf(
        "%-20s %-28s %11s %8s %12s %8s %12s %12s%n",
        "work",
        "by",
        unit + "/s",
        "of " + base,
        "per core/s",
        "of " + base,
        "client cores",
        "server cores");
  }

  /** A sample of round 0 only warms up. */
  void add(int round, String by, Sample sample) {
    if (round > 0) {
      samples.computeIfAbsent(by, name -> new ArrayList<>()).add(sample);
    }
  }

  void print() {
    List<Sample> base = samples.values().iterator().next();
    samples.forEach(
        (by, own) ->
            System.out.printf(
                "%-20s %-28s %,11.0f %8.2f %,12.0f %8.2f %12.2f %12.2f%n",
                work,
                by,
                median(own, Sample::rate),
                ratio(own, base, Sample::rate),
                median(own, Sample::ratePerCore),
                ratio(own, base, Sample::ratePerCore),
                median(own, Sample::clientCores),
                median(own, Sample::serverCores)));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return median(samples.stream().mapToDouble(value).toArray());
  }

  /** Of the samples of the same round, which ran one after the other. */
  private static double ratio(List<Sample> own, List<Sample> base, ToDoubleFunction<Sample> value) {
    double[] ratios = new double[own.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = value.applyAsDouble(own.get(i)) / value.applyAsDouble(base.get(i));
    }
    return median(ratios);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
