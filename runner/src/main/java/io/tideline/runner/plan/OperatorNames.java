package io.tideline.runner.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The names of all operators that ever ran on a state directory: a checkpoint knows an operator by
 * a hash only, and when its route is gone from the scripts nothing else tells what it was.
 */
public final class OperatorNames {

  private static final String FILE = "operators.tsv";
  private static final int FIELDS = 4;

  private final Path file;
  private final Map<String, KnownOperator> operators;

  /**
   * An operator that ran.
   *
   * @param routes all that it ever belonged to
   */
  public record KnownOperator(
      String id, PlannedOperator.Kind kind, String name, Set<String> routes) {

    /** The route that it and nothing else made up; empty for what routes share. */
    Optional<String> ownRoute() {
      return kind == PlannedOperator.Kind.SINK && routes.size() == 1
          ? routes.stream().findFirst()
          : Optional.empty();
    }

    private String line() {
      return String.join("\t", id, kind.name(), name, String.join(",", routes));
    }
  }

  private OperatorNames(Path file, Map<String, KnownOperator> operators) {
    this.file = file;
    this.operators = operators;
  }

  /**
   * @param stateDirectory of a job, a URI
   * @throws IOException when the names cannot be read; that there are none is no failure
   */
  public static OperatorNames in(String stateDirectory) throws IOException {
    Path file = new Path(stateDirectory, FILE);
    Map<String, KnownOperator> operators = new TreeMap<>();
    FileSystem files = file.getFileSystem();
    if (files.exists(file)) {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
        for (String line : in.lines().toList()) {
          KnownOperator operator = read(line, file);
          operators.put(operator.id(), operator);
        }
      }
    }
    return new OperatorNames(file, operators);
  }

  private static KnownOperator read(String line, Path file) throws IOException {
    String[] fields = line.split("\t", -1);
    try {
      Set<String> routes = new TreeSet<>(List.of(fields[FIELDS - 1].split(",")));
      routes.remove("");
      return new KnownOperator(
          fields[0], PlannedOperator.Kind.valueOf(fields[1]), fields[2], routes);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(file + " has a line that names no operator: '" + line + "'", e);
    }
  }

  Optional<KnownOperator> find(String id) {
    return Optional.ofNullable(operators.get(id));
  }

  /** Adds the operators of a job that is about to start; writes only what is new. */
  public void remember(Collection<PlannedOperator> planned) throws IOException {
    List<String> before = lines();
    for (PlannedOperator operator : planned) {
      if (operator.stateful()) {
        add(operator);
      }
    }
    if (!lines().equals(before)) {
      WholeFile.write(file, (String.join("\n", lines()) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void add(PlannedOperator operator) {
    Set<String> routes = new TreeSet<>(operator.routes());
    find(operator.id()).ifPresent(known -> routes.addAll(known.routes()));
    operators.put(
        operator.id(),
        new KnownOperator(
            operator.id(), operator.kind(), operator.shownName().replaceAll("\\s", " "), routes));
  }

  private List<String> lines() {
    return new ArrayList<>(operators.values()).stream().map(KnownOperator::line).toList();
  }
}
