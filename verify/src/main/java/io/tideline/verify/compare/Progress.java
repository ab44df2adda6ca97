package io.tideline.verify.compare;

/** Told how far the comparison of a table is. */
public interface Progress {

  /**
   * @param rows of the database so far
   * @param estimated how many the database guesses there are
   */
  void compared(long ranges, long rows, long estimated, long differing);

  /** That what differs may be in flight, and is waited for. */
  void waiting(long differing);
}
