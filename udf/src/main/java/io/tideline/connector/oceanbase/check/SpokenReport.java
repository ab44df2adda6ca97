package io.tideline.connector.oceanbase.check;

import io.tideline.check.CheckOutput;

/** Tells of everything that was looked at, right or wrong. */
final class SpokenReport extends CheckReport {

  private final CheckOutput out;

  SpokenReport(String database, CheckOutput out) {
    super(database);
    this.out = out;
  }

  @Override
  void passed(String what) {
    out.pass(what);
  }

  @Override
  void problem(String what, String mend) {
    out.fail(what, mend);
  }

  @Override
  void warning(String what, String mend) {
    out.warn(what, mend);
  }
}
