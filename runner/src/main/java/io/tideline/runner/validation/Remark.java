package io.tideline.runner.validation;

import io.tideline.runner.configuration.Problem;
import io.tideline.runner.script.Place;
import io.tideline.runner.script.ScriptProblem;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that is wrong, or may be.
 *
 * @param place file:line:column, or what else a value comes from; may be empty
 * @param words what is wrong, with the value
 * @param mend what to do; may be empty
 * @param excerpt the line of a script with a caret below; empty for all else
 * @param order where it comes among the others
 */
public record Remark(String place, String words, String mend, String excerpt, Order order) {

  /** Where it comes among the others: those of the scripts by place, after all else. */
  record Order(String file, int line, int column) implements Comparable<Order> {
    private static final Comparator<Order> BY_PLACE =
        Comparator.comparing(Order::file)
            .thenComparingInt(Order::line)
            .thenComparingInt(Order::column);

    @Override
    public int compareTo(Order other) {
      return BY_PLACE.compare(this, other);
    }
  }

  private static final Order FIRST = new Order("", 0, 0);

  static Remark of(ScriptProblem problem) {
    return new Remark(
        problem.place().map(Place::toString).orElse(""),
        problem.words(),
        problem.mend(),
        problem.excerpt(),
        problem
            .place()
            .map(place -> new Order(place.file(), place.line(), place.column()))
            .orElse(FIRST));
  }

  static Remark of(Problem problem) {
    String words =
        Stream.of(problem.path(), problem.value())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(": "));
    return new Remark(problem.origin().toString(), words, problem.remedy(), "", FIRST);
  }

  /** As a person reads it. */
  @Override
  public String toString() {
    // A parameter's remedy goes on where its value ends: port: '0': must be …
    String separator = excerpt.isEmpty() && !place.isEmpty() ? ": " : "; ";
    String sentence =
        Stream.of(words, mend)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(separator));
    return (place.isEmpty() ? "" : place + ": ")
        + sentence
        + (excerpt.isEmpty() ? "" : "\n" + excerpt);
  }
}
