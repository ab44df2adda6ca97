package io.tideline.connector.files.sink;

import org.apache.flink.api.common.operators.ProcessingTimeService;

/** Where the rows go that no file of the table can have, and how they are told from others. */
final class Letters {

  private final RefusedRows refused;
  private final ChangeFilesWriter files;
  private final FaultyRows faulty;
  private final ProcessingTimeService time;

  Letters(
      RefusedRows refused, ChangeFilesWriter files, FaultyRows faulty, ProcessingTimeService time) {
    this.refused = refused;
    this.files = files;
    this.faulty = faulty;
    this.time = time;
  }

  RefusedRows refused() {
    return refused;
  }

  ChangeFilesWriter files() {
    return files;
  }

  FaultyRows faulty() {
    return faulty;
  }

  /** Milliseconds since the epoch. */
  long now() {
    return time.getCurrentProcessingTime();
  }
}
