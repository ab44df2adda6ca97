package io.tideline.connector.datahub.sink;

import io.tideline.connector.files.sink.WriterState;
import java.util.List;

/** What a writer keeps in a checkpoint: its last run, and where its dead letters' files stand. */
public final class SinkState {

  private final long run;
  private final List<WriterState> letters;

  SinkState(long run, List<WriterState> letters) {
    this.run = run;
    this.letters = List.copyOf(letters);
  }

  long run() {
    return run;
  }

  List<WriterState> letters() {
    return letters;
  }
}
