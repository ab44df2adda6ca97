package io.tideline.connector.files.sink;

import java.util.Optional;

/** What a writer keeps in a checkpoint. */
public final class WriterState {

  private final int subtask;
  private final long counter;
  private final OpenFileState file;
  private final boolean letters;

  /**
   * @param subtask whose state it is
   * @param counter of the next file that it opens
   * @param file null when none is open
   */
  WriterState(int subtask, long counter, OpenFileState file) {
    this(subtask, counter, file, false);
  }

  private WriterState(int subtask, long counter, OpenFileState file, boolean letters) {
    this.subtask = subtask;
    this.counter = counter;
    this.file = file;
    this.letters = letters;
  }

  /** The same, as of the part of a writer that writes dead letters. */
  WriterState ofLetters() {
    return new WriterState(subtask, counter, file, true);
  }

  boolean isOfLetters() {
    return letters;
  }

  int subtask() {
    return subtask;
  }

  long counter() {
    return counter;
  }

  Optional<OpenFileState> file() {
    return Optional.ofNullable(file);
  }

  /** Whether a file was left that only a writer can complete. */
  public boolean hasOpenFile() {
    return file != null;
  }
}
