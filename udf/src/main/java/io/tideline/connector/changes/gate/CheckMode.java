package io.tideline.connector.changes.gate;

/** What becomes of the findings of one kind. */
public enum CheckMode {
  /** It is not looked for. */
  OFF,
  /** It is counted, and a line of the log. */
  LOG,
  /** That, and a row of the table of findings. */
  FINDING,
  /** That but the row, and the job fails. */
  FAIL
}
