package io.tideline.runner.job;

import io.tideline.runner.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which of its restore points a job goes on from: the newest. When that one is damaged, a job that
 * writes what is recognised as sent again takes the next one; a job that writes files does not, as
 * those that were finished since hold the same rows.
 */
public final class RestoreChoice {

  private final Function<RestorePoint, Optional<String>> faults;
  private final boolean mayRepeat;

  /**
   * @param mayRepeat whether what the job writes again does no harm
   */
  public RestoreChoice(boolean mayRepeat) {
    this(StateFiles::fault, mayRepeat);
  }

  RestoreChoice(Function<RestorePoint, Optional<String>> faults, boolean mayRepeat) {
    this.faults = faults;
    this.mayRepeat = mayRepeat;
  }

  /**
   * @param newestFirst all that were completed
   * @param passedOver takes a line for each damaged one
   * @return empty when there is none at all
   * @throws RefusedException when all are damaged, or the newest is and may not be passed over
   */
  public Optional<RestorePoint> choose(List<RestorePoint> newestFirst, Consumer<String> passedOver)
      throws RefusedException {
    for (RestorePoint point : newestFirst) {
      Optional<String> fault = faults.apply(point);
      if (fault.isEmpty()) {
        return Optional.of(point);
      }
      String words = "the " + point + " is damaged: " + fault.get();
      if (!mayRepeat) {
        throw new RefusedException(
            words
                + "; from an older one rows would be written again that finished files have. Bring it back, or"
                + " move those files away and name an older one by --from ('list --restore-points' has them)");
      }
      passedOver.accept(words + "; going back to an older one");
    }
    if (!newestFirst.isEmpty()) {
      throw new RefusedException(
          "all "
              + newestFirst.size()
              + " restore points are damaged (the log says how); bring one back, or start with --fresh");
    }
    return Optional.empty();
  }
}
