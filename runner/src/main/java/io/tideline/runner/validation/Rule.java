package io.tideline.runner.validation;

/** Something that holds for every job, beyond what Flink demands. */
interface Rule {

  void check(ValidatedJob job, Remarks remarks);
}
