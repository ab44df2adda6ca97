package io.tideline.runner.validation;

import io.tideline.runner.configuration.Problem;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.ScriptProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** All that a validation finds: mistakes, with which nothing starts, and warnings. */
public final class Remarks {

  private final List<Remark> mistakes = new ArrayList<>();
  private final List<Remark> warnings = new ArrayList<>();

  public List<Remark> mistakes() {
    return sorted(mistakes);
  }

  public List<Remark> warnings() {
    return sorted(warnings);
  }

  private static List<Remark> sorted(List<Remark> remarks) {
    return remarks.stream().sorted(Comparator.comparing(Remark::order)).toList();
  }

  public void mistake(ScriptProblem problem) {
    add(mistakes, Remark.of(problem));
  }

  public void warning(ScriptProblem problem) {
    add(warnings, Remark.of(problem));
  }

  public void mistakes(ScriptException exception) {
    exception.problems().forEach(this::mistake);
  }

  public void mistakes(Collection<Problem> problems) {
    problems.forEach(problem -> add(mistakes, Remark.of(problem)));
  }

  public void warnings(Collection<Problem> problems) {
    problems.forEach(problem -> add(warnings, Remark.of(problem)));
  }

  /** Two jobs that share the configuration find the same twice. */
  private static void add(List<Remark> remarks, Remark remark) {
    if (!remarks.contains(remark)) {
      remarks.add(remark);
    }
  }
}
