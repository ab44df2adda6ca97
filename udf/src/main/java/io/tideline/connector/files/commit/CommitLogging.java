package io.tideline.connector.files.commit;

import io.tideline.connector.files.sink.WriteRetry;
import java.io.IOException;
import java.io.Serializable;

/** How a table's commits are noted, and what a start from an older point does. */
public final class CommitLogging implements Serializable {

  private static final long serialVersionUID = 1L;

  private final CommitPlaces places;
  private final OlderStart olderStart;
  private final WriteRetry retry;

  public CommitLogging(CommitPlaces places, OlderStart olderStart, WriteRetry retry) {
    this.places = places;
    this.olderStart = olderStart;
    this.retry = retry;
  }

  public CommitLog log() throws IOException {
    return new CommitLog(places.log(), files());
  }

  public TakenFiles takenFiles() throws IOException {
    return new TakenFiles(places, files());
  }

  public TakeBack takeBack(TakeBack.Withdrawal withdrawal) throws IOException {
    return new TakeBack(places, files(), olderStart, withdrawal);
  }

  private SmallFiles files() throws IOException {
    return new SmallFiles(places.log(), retry);
  }
}
