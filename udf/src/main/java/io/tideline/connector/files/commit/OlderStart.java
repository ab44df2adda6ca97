package io.tideline.connector.files.commit;

/** What becomes of files that were committed after the point that a job is started from. */
public enum OlderStart {
  /** They are moved aside. */
  TAKE_BACK("take-back"),
  /** The job does not start. */
  REFUSE("refuse");

  private final String option;

  OlderStart(String option) {
    this.option = option;
  }

  /** As the option's value. */
  @Override
  public String toString() {
    return option;
  }
}
